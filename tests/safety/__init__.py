"""What a sceptical clinician asks: how the advice was checked, what it rests on, and where it is only our judgement."""
