"""What people do with a finding: one verb, one resource, one address."""
