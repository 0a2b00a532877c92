"""Pages and reads for everybody in the building: the phone page of a ticket and the web board."""
