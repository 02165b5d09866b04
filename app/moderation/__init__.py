"""What is done about contributions that do not belong here."""
