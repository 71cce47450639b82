"""What responsibility tells for a due-diligence file: cards, letters, goals and the money."""

from dutyline.modules.responsibility.dossier import cards, letters, means

FILES = (*cards.FILES, *letters.FILES, *means.FILES)
