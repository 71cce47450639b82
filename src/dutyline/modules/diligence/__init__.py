"""Due-diligence files: what somebody owed and did, with proofs an outsider can verify."""
