"""Counts what the table of models holds: parameters, multiply-adds and activations of one sample, forward.

Run by hand, ``python -m tests.estimate.counting [NAME ...]``, where torch, timm, torchvision, transformers, diffusers
and ultralytics are installed (they are no dependency of the project; no weights are loaded, shapes alone are needed).
Multiply-adds are those of convolutions, linear layers and attention, activations their outputs, as fvcore counts them
and timm's tables have them.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Any

os.environ["TIMM_FUSED_ATTN"] = "0"  # fused attention hides its products from the count

import torch
from torch import Tensor, nn
from torch.utils._python_dispatch import TorchDispatchMode

Count = tuple[float, float, float]
"""Parameters, multiply-adds, activations."""

aten = torch.ops.aten


class Counting(TorchDispatchMode):
    """Adds up products and their outputs while it is in force."""

    def __init__(self) -> None:
        super().__init__()
        self.macs = self.activations = 0

    def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        out = func(*args, **(kwargs or {}))
        packet = func.overloadpacket
        if packet in (aten.convolution, aten._slow_conv2d_forward, aten.mkldnn_convolution):
            image, weight = args[0], args[1]
            transposed = packet is aten.convolution and args[6]
            self._add(out, (image if transposed else out).numel() * weight[0].numel())
        elif packet in (aten.mm, aten.bmm):
            self._add(out, out.numel() * args[0].shape[-1])
        elif packet in (aten.addmm, aten.baddbmm):
            self._add(out, out.numel() * args[1].shape[-1])
        return out

    def _add(self, out: Tensor, macs: int) -> None:
        self.macs += macs
        self.activations += out.numel()


def count(model: nn.Module, *inputs: Any, params: int | None = None, **named: Any) -> Count:
    """One forward pass, in the mode (training or evaluation) that the model is in."""
    with torch.no_grad(), Counting() as counted:
        model(*inputs, **named)
    size = sum(one.numel() for one in model.parameters()) if params is None else params
    return size, counted.macs, counted.activations


def params_only(model: nn.Module) -> Count:
    """Where time and memory follow from the shape of a transformer."""
    return sum(one.numel() for one in model.parameters()), 0, 0


def image(height: int, width: int | None = None) -> Tensor:
    """One picture."""
    return torch.zeros(1, 3, height, width or height)


def of_timm(name: str, size: int) -> Count:
    import timm

    return count(timm.create_model(name).eval(), image(size))


def of_torchvision(name: str, size: tuple[int, int], **options: Any) -> Count:
    from torchvision.models import get_model

    return count(get_model(name, weights=None, weights_backbone=None, **options).eval(), image(*size))


def clip_of_frames() -> Count:
    from torchvision.models.video import r3d_18

    return count(r3d_18(weights=None).eval(), torch.zeros(1, 3, 16, 112, 112))


def detector(name: str, regions: int | None = None, masks: int = 0) -> Count:
    """A torchvision detector at 800 x 1088 (640 x 480, resized to 800 and padded), with the regions of training."""
    from torchvision.models import get_model

    model = get_model(name, weights=None, weights_backbone=None).eval()
    features = model.backbone(image(800, 1088))
    maps = list(features.values())
    size, macs, activations = count(
        model.backbone, image(800, 1088), params=sum(p.numel() for p in model.parameters())
    )
    parts: list[tuple[nn.Module, Any]] = []
    if hasattr(model, "rpn"):
        parts.append((model.rpn.head, maps))
        pooled = torch.zeros(regions or 0, 256, 7, 7)
        parts += [
            (model.roi_heads.box_head, pooled),
            (model.roi_heads.box_predictor, torch.zeros(regions or 0, 1024)),
        ]
        if masks:
            parts.append(
                (
                    nn.Sequential(model.roi_heads.mask_head, model.roi_heads.mask_predictor),
                    torch.zeros(masks, 256, 14, 14),
                )
            )
    else:
        parts.append((model.head, maps))
    for part, given in parts:
        _, more_macs, more_activations = count(part, given)
        macs, activations = macs + more_macs, activations + more_activations
    return size, macs, activations


def detr() -> Count:
    from transformers import DetrConfig, DetrForObjectDetection, ResNetConfig

    backbone = ResNetConfig(out_features=["stage4"])
    config = DetrConfig(
        use_timm_backbone=False, use_pretrained_backbone=False, backbone=None, backbone_config=backbone
    )
    model = DetrForObjectDetection._from_config(config, attn_implementation="eager").eval()
    return count(model, image(800, 1067))


def yolo(name: str) -> Count:
    """In training mode: decoding boxes is no part of a training step."""
    from ultralytics.nn.tasks import DetectionModel

    return count(DetectionModel(f"{name}.yaml", verbose=False).train(), image(640))


class Residual(nn.Module):
    """A wide residual block of Zagoruyko and Komodakis (arXiv 1605.07146); at plain width that of ResNet-18."""

    def __init__(self, into: int, out: int, stride: int) -> None:
        super().__init__()
        self.one = nn.Sequential(nn.Conv2d(into, out, 3, stride, 1, bias=False), nn.BatchNorm2d(out))
        self.two = nn.Sequential(nn.Conv2d(out, out, 3, 1, 1, bias=False), nn.BatchNorm2d(out))
        self.shortcut = nn.Conv2d(into, out, 1, stride, bias=False) if (into, stride) != (out, 1) else nn.Identity()

    def forward(self, x: Tensor) -> Tensor:
        return self.two(self.one(x)) + self.shortcut(x)


def cifar_net(widths: list[int], blocks: int, first: int) -> Count:
    """Residual blocks over 32 x 32, the resolution halved at each width but the first."""
    layers: list[nn.Module] = [nn.Conv2d(3, first, 3, 1, 1, bias=False)]
    into = first
    for stage, width in enumerate(widths):
        for block in range(blocks):
            layers.append(Residual(into, width, 2 if stage and not block else 1))
            into = width
    return count(nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(into, 10)).eval(), image(32))


class UNet(nn.Module):
    """Ronneberger et al. (arXiv 1505.04597), padded as it is used now."""

    def __init__(self) -> None:
        super().__init__()
        widths = [64, 128, 256, 512, 1024]

        def twice(into: int, out: int) -> nn.Module:
            return nn.Sequential(
                nn.Conv2d(into, out, 3, padding=1),
                nn.BatchNorm2d(out),
                nn.Conv2d(out, out, 3, padding=1),
                nn.BatchNorm2d(out),
            )

        self.down = nn.ModuleList(twice(a, b) for a, b in zip([3, *widths], widths, strict=False))
        self.up = nn.ModuleList(nn.ConvTranspose2d(2 * w, w, 2, 2) for w in widths[-2::-1])
        self.join = nn.ModuleList(twice(2 * w, w) for w in widths[-2::-1])
        self.last = nn.Conv2d(64, 2, 1)

    def forward(self, x: Tensor) -> Tensor:
        kept = []
        for i, down in enumerate(self.down):
            x = down(nn.functional.max_pool2d(x, 2) if i else x)
            kept.append(x)
        for up, join, left in zip(self.up, self.join, kept[-2::-1], strict=True):
            x = join(torch.cat([left, up(x)], 1))
        return self.last(x)


def masked_autoencoder(width: int, layers: int, heads: int) -> Count:
    """He et al. (arXiv 2111.06377): the encoder sees a quarter of 196 patches, a decoder of 8 layers all of them."""
    from timm.layers import PatchEmbed
    from timm.models.vision_transformer import Block

    patches = PatchEmbed(224, 16, 3, width)
    encoder = nn.Sequential(*(Block(width, heads, qkv_bias=True) for _ in range(layers)))
    middle = nn.Linear(width, 512)
    decoder = nn.Sequential(*(Block(512, 16, qkv_bias=True) for _ in range(8)), nn.Linear(512, 16 * 16 * 3))
    parts = [
        (patches, image(224)),
        (encoder, torch.zeros(1, 50, width)),
        (middle, torch.zeros(1, 50, width)),
        (decoder, torch.zeros(1, 197, 512)),
    ]
    counts = [count(part, given) for part, given in parts]
    size, macs, activations = (sum(column) for column in zip(*counts, strict=True))
    return size, macs, activations


def stable_diffusion() -> Count:
    from diffusers import UNet2DConditionModel
    from diffusers.models.attention_processor import AttnProcessor

    with torch.device("meta"):
        model = UNet2DConditionModel(sample_size=64, cross_attention_dim=768, attention_head_dim=8).eval()
        model.set_attn_processor(AttnProcessor())
        return count(model, torch.zeros(1, 4, 64, 64), torch.zeros(1), torch.zeros(1, 77, 768))


def ddpm_cifar() -> Count:
    from diffusers import UNet2DModel
    from diffusers.models.attention_processor import Attention, AttnProcessor

    model = UNet2DModel(
        sample_size=32,
        block_out_channels=(128, 256, 256, 256),
        layers_per_block=2,
        down_block_types=("DownBlock2D", "AttnDownBlock2D", "DownBlock2D", "DownBlock2D"),
        up_block_types=("UpBlock2D", "UpBlock2D", "AttnUpBlock2D", "UpBlock2D"),
        attention_head_dim=None,
        downsample_padding=0,
        flip_sin_to_cos=False,
        freq_shift=1,
    ).eval()
    for module in model.modules():
        if isinstance(module, Attention):
            module.set_processor(AttnProcessor())
    return count(model, image(32), torch.zeros(1))


def dit() -> Count:
    from diffusers import DiTTransformer2DModel
    from diffusers.models.attention_processor import AttnProcessor

    with torch.device("meta"):
        model = DiTTransformer2DModel(sample_size=32).eval()
        for block in model.transformer_blocks:
            block.attn1.set_processor(AttnProcessor())
        given = {"timestep": torch.zeros(1).long(), "class_labels": torch.zeros(1).long()}
        return count(model, torch.zeros(1, 4, 32, 32), **given)


def of_transformers(
    config: str, model: str, given: Callable[[], dict[str, Any]] | None = None, **options: Any
) -> Count:
    """A model of the library by its configuration; forward with ``given``, or its parameters alone."""
    import transformers

    with torch.device("meta"):
        built = (
            getattr(transformers, model)
            ._from_config(getattr(transformers, config)(**options), attn_implementation="eager")
            .eval()
        )
        return count(built, **given()) if given else params_only(built)


def wav2vec2() -> Count:
    """Pre-training on crops of 250,000 values, 15.6 s of audio."""
    from transformers import Wav2Vec2Config, Wav2Vec2ForPreTraining

    model = Wav2Vec2ForPreTraining._from_config(Wav2Vec2Config(), attn_implementation="eager").eval()
    return count(model, torch.zeros(1, 250_000))


def llama(**options: Any) -> Count:
    return of_transformers("LlamaConfig", "LlamaForCausalLM", **options)


COUNTS: dict[str, Callable[[], Count]] = {
    "resnet-18": lambda: of_timm("resnet18", 224),
    "resnet-34": lambda: of_timm("resnet34", 224),
    "resnet-50": lambda: of_timm("resnet50", 224),
    "resnet-101": lambda: of_timm("resnet101", 224),
    "resnext-50": lambda: of_timm("resnext50_32x4d", 224),
    "resnet-18-cifar": lambda: cifar_net([64, 128, 256, 512], 2, 64),
    "wrn-28-10": lambda: cifar_net([160, 320, 640], 4, 16),
    "densenet-121": lambda: of_timm("densenet121", 224),
    "vgg-16": lambda: of_timm("vgg16", 224),
    "mobilenet-v2": lambda: of_timm("mobilenetv2_100", 224),
    "mobilenet-v3-large": lambda: of_timm("mobilenetv3_large_100", 224),
    "efficientnet-b0": lambda: of_timm("efficientnet_b0", 224),
    "efficientnet-b4": lambda: of_timm("efficientnet_b4", 380),
    "regnety-3.2gf": lambda: of_timm("regnety_032", 224),
    "convnext-t": lambda: of_timm("convnext_tiny", 224),
    "convnext-b": lambda: of_timm("convnext_base", 224),
    "vit-ti-16": lambda: of_timm("vit_tiny_patch16_224", 224),
    "vit-s-16": lambda: of_timm("vit_small_patch16_224", 224),
    "vit-b-16": lambda: of_timm("vit_base_patch16_224", 224),
    "vit-b-32": lambda: of_timm("vit_base_patch32_224", 224),
    "vit-l-16": lambda: of_timm("vit_large_patch16_224", 224),
    "deit-s": lambda: of_timm("deit_small_patch16_224", 224),
    "swin-t": lambda: of_timm("swin_tiny_patch4_window7_224", 224),
    "swin-b": lambda: of_timm("swin_base_patch4_window7_224", 224),
    "mae-vit-b": lambda: masked_autoencoder(768, 12, 12),
    "mae-vit-l": lambda: masked_autoencoder(1024, 24, 16),
    "clip-vit-b-32": lambda: of_transformers(
        "CLIPConfig",
        "CLIPModel",
        lambda: {"pixel_values": image(224), "input_ids": torch.zeros(1, 77).long(), "attention_mask": None},
    ),
    "faster-rcnn-r50-fpn": lambda: detector("fasterrcnn_resnet50_fpn", 512),
    "mask-rcnn-r50-fpn": lambda: detector("maskrcnn_resnet50_fpn", 512, 128),
    "retinanet-r50-fpn": lambda: detector("retinanet_resnet50_fpn"),
    "fcos-r50-fpn": lambda: detector("fcos_resnet50_fpn"),
    "detr-r50": detr,
    "yolov8-n": lambda: yolo("yolov8n"),
    "yolov8-s": lambda: yolo("yolov8s"),
    "yolov8-m": lambda: yolo("yolov8m"),
    "deeplabv3-r50": lambda: of_torchvision("deeplabv3_resnet50", (513, 513), num_classes=21, aux_loss=True),
    "unet": lambda: count(UNet().eval(), image(512)),
    "sd-1.5": stable_diffusion,
    "ddpm-cifar10": ddpm_cifar,
    "dit-xl-2": dit,
    "r3d-18": clip_of_frames,
    "wav2vec2-base": wav2vec2,
    "whisper-small": lambda: of_transformers(
        "WhisperConfig",
        "WhisperForConditionalGeneration",
        lambda: {"input_features": torch.zeros(1, 80, 3000), "decoder_input_ids": torch.zeros(1, 448).long()},
        vocab_size=51865, d_model=768, encoder_layers=12, decoder_layers=12, encoder_attention_heads=12,
        decoder_attention_heads=12, encoder_ffn_dim=3072, decoder_ffn_dim=3072,
    ),
    "gpt2-124m": lambda: of_transformers("GPT2Config", "GPT2LMHeadModel"),
    "gpt2-medium": lambda: of_transformers("GPT2Config", "GPT2LMHeadModel", n_layer=24, n_embd=1024, n_head=16),
    "gpt2-large": lambda: of_transformers("GPT2Config", "GPT2LMHeadModel", n_layer=36, n_embd=1280, n_head=20),
    "gpt2-xl": lambda: of_transformers("GPT2Config", "GPT2LMHeadModel", n_layer=48, n_embd=1600, n_head=25),
    "bert-base": lambda: of_transformers("BertConfig", "BertForPreTraining"),
    "bert-large": lambda: of_transformers(
        "BertConfig", "BertForPreTraining",
        hidden_size=1024, num_hidden_layers=24, num_attention_heads=16, intermediate_size=4096,
    ),
    "roberta-base": lambda: of_transformers(
        "RobertaConfig", "RobertaForMaskedLM", vocab_size=50265, max_position_embeddings=514, type_vocab_size=1
    ),
    "t5-small": lambda: of_transformers("T5Config", "T5ForConditionalGeneration"),
    "t5-base": lambda: of_transformers(
        "T5Config", "T5ForConditionalGeneration", d_model=768, d_ff=3072, num_layers=12, num_heads=12
    ),
    "pythia-160m": lambda: of_transformers(
        "GPTNeoXConfig", "GPTNeoXForCausalLM",
        vocab_size=50304, hidden_size=768, num_hidden_layers=12, num_attention_heads=12, intermediate_size=3072,
    ),
    "pythia-410m": lambda: of_transformers(
        "GPTNeoXConfig", "GPTNeoXForCausalLM",
        vocab_size=50304, hidden_size=1024, num_hidden_layers=24, num_attention_heads=16, intermediate_size=4096,
    ),
    "pythia-1.4b": lambda: of_transformers(
        "GPTNeoXConfig", "GPTNeoXForCausalLM",
        vocab_size=50304, hidden_size=2048, num_hidden_layers=24, num_attention_heads=16, intermediate_size=8192,
    ),
    "tinyllama-1.1b": lambda: llama(
        hidden_size=2048, intermediate_size=5632, num_hidden_layers=22, num_attention_heads=32, num_key_value_heads=4
    ),
    "llama-2-7b": lambda: llama(),
    "llama-2-13b": lambda: llama(
        hidden_size=5120, intermediate_size=13824, num_hidden_layers=40, num_attention_heads=40
    ),
    "llama-3-8b": lambda: llama(
        vocab_size=128256, hidden_size=4096, intermediate_size=14336, num_hidden_layers=32, num_attention_heads=32,
        num_key_value_heads=8,
    ),
    "llama-3.2-1b": lambda: llama(
        vocab_size=128256, hidden_size=2048, intermediate_size=8192, num_hidden_layers=16, num_attention_heads=32,
        num_key_value_heads=8, tie_word_embeddings=True,
    ),
    "llama-3.2-3b": lambda: llama(
        vocab_size=128256, hidden_size=3072, intermediate_size=8192, num_hidden_layers=28, num_attention_heads=24,
        num_key_value_heads=8, head_dim=128, tie_word_embeddings=True,
    ),
    "mistral-7b": lambda: of_transformers("MistralConfig", "MistralForCausalLM"),
    "qwen2.5-0.5b": lambda: of_transformers(
        "Qwen2Config", "Qwen2ForCausalLM",
        vocab_size=151936, hidden_size=896, intermediate_size=4864, num_hidden_layers=24, num_attention_heads=14,
        num_key_value_heads=2, tie_word_embeddings=True,
    ),
    "qwen2.5-7b": lambda: of_transformers(
        "Qwen2Config", "Qwen2ForCausalLM",
        vocab_size=152064, hidden_size=3584, intermediate_size=18944, num_hidden_layers=28, num_attention_heads=28,
        num_key_value_heads=4,
    ),
    "gemma-2b": lambda: of_transformers(
        "GemmaConfig", "GemmaForCausalLM",
        hidden_size=2048, intermediate_size=16384, num_hidden_layers=18, num_attention_heads=8, num_key_value_heads=1,
    ),
    "phi-2": lambda: of_transformers(
        "PhiConfig", "PhiForCausalLM",
        hidden_size=2560, intermediate_size=10240, num_hidden_layers=32, num_attention_heads=32,
    ),
}  # fmt: skip


def main(names: list[str]) -> None:
    """Print the counts of the named models, of all where none is named."""
    for name in names or COUNTS:
        size, macs, activations = COUNTS[name]()
        print(
            f"{name:20} params {size / 1e6:10.2f} M  {macs / 1e9:8.2f} GMACs  {activations / 1e6:8.2f} M activations"
        )


if __name__ == "__main__":
    main(sys.argv[1:])
