"""What all services share after filing: the proceeding, its states and acts, the queue, its terms, intake on paper."""
