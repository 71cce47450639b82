"""Routes to the rooms of the kernel; modules bring their own in their manifests."""
