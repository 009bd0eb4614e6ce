"""One module for each measured claim. An experiment returns data and draws nothing."""
