-- A supervisor is one of a queue from now on: `supervisor:<queue>`. Those of departments keep what they may.
UPDATE person
SET profiles = trim(replace(',' || profiles || ',', ',supervisor,', ',department-supervisor,'), ',');
