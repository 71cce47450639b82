"""A module of its own for the tests of the chain: what it may tell the system."""

FILES = {
    "manifest.py": '''
        """A toy: walks, answers, and a share that can be set."""

        from dutyline.kernel.registry import EvidenceKind, Indicator, Manifest, Trigger

        FACTS = []
        SHARES = {}
        ASKED = []


        def facts_of(kind):
            return lambda: [fact for fact in FACTS if fact.kind == kind]


        def share(paths, period):
            ASKED.append((tuple(paths), period))
            return {path: SHARES[path] for path in paths if path in SHARES}


        def kind(key):
            return EvidenceKind(key, key, lambda source: f"/{source}", facts_of(key))


        manifest = Manifest(
            key="toy",
            name="Toy",
            evidence_kinds=(kind("toy.walk"), kind("toy.answer"), kind("toy.lesson")),
            triggers=(Trigger("toy.asked", "Asked", lambda source: f"/{source}"),),
            indicators=(Indicator("toy.share", "Share", "%", share, lambda path, period: path),),
        )
    '''
}
