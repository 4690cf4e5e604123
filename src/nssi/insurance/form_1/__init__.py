"""Declaration form 1 as files have it (EMPL2021.TXT, law Н-13): its fields, its reading as columns, its checks. Knows no database."""
