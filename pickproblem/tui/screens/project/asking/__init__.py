"""What a project is asked, in small dialogs. What was typed is kept at once; each returns what is to be said."""
