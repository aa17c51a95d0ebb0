"""The demonstration: two invented municipalities, told by the same verbs as real use.

`texts/demo.yaml` stands at one Monday; the story is moved so that its Monday is today. Nothing of the past is sent.
"""
