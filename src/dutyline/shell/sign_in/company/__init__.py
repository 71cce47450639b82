"""The company's own sign-in: OpenID Connect, one issuer, bound to accounts by (issuer, subject).

The library's provider is not used: it takes an ID token's signature and nonce on trust (docs/adr).
"""
