"""Good Offices: software that prepares, convenes and settles peace conferences."""
