"""The four memos: beleidsnotitie, collegeadvies, raadsinformatiebrief and bijlage."""
