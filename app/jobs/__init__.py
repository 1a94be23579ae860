"""Work with the district that goes on beside the officers: what goes up and down, and when again."""
