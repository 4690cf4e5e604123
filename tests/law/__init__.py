"""The law, as tables that a lawyer reads (`cases/*.csv`) and as properties that always hold."""
