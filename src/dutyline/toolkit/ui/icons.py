"""The few icons, drawn for this product: 20 by 20, stroke 1.6, never without a word beside them."""

ICONS = {
    "duties": "M4 17V7M9 17V7M14 17v-5M2 17h16",
    "dangers": "M3 3h10v14H3zM6 7h4M6 10h4M14 8l4-2",
    "report": "M10 3l8 14H2zM10 8v4.5M10 14.4v.2",
    "line": "M3 4h14M6 8h11M9 12h8M12 16h5",
    "more": "M3 5h14M3 10h14M3 15h14",
    "camera": "M2.5 6h4l1.5-2h4l1.5 2h4v10.5h-15zM10 14a3 3 0 1 0 0-6a3 3 0 0 0 0 6z",
    "download": "M10 3v10M6 9.5l4 4 4-4M3 17h14",
    "upload": "M10 13V3M6 6.5l4-4 4 4M3 17h14",
    "print": "M6 7V3h8v4M6 14H3V7h14v7h-3M6 11.5h8V17H6z",
    "search": "M9 15A6 6 0 1 0 9 3a6 6 0 0 0 0 12zM13.5 13.5L18 18",
    "close": "M5 5l10 10M15 5L5 15",
    "check": "M4 10.5l4 4 8-9",
    "dash": "M5 10h10",
    "down": "M5 7.5l5 5 5-5",
    "left": "M12.5 4l-6 6 6 6",
    "right": "M7.5 4l6 6-6 6",
    "arrow-up": "M10 16V4M6 8l4-4 4 4",
    "arrow-down": "M10 4v12M6 12l4 4 4-4",
    "plus": "M10 4v12M4 10h12",
    "place": "M10 18c4-5 6-7.5 6-10A6 6 0 0 0 4 8c0 2.5 2 5 6 10z"
    "M10 10a2 2 0 1 0 0-4a2 2 0 0 0 0 4z",
    "safe": "M10 2.5l6.5 2.5v5c0 4-3 6.5-6.5 7.5C6.5 16.5 3.5 14 3.5 10V5zM7 10l2.2 2.2L13.2 8",
    "seal": "M10 12a4.5 4.5 0 1 0 0-9a4.5 4.5 0 0 0 0 9zM7.5 11.2L6.5 17.5l3.5-2 3.5 2-1-6.3",
    "clock": "M10 17.5a7.5 7.5 0 1 0 0-15a7.5 7.5 0 0 0 0 15zM10 6v4.5l3 2",
    "person": "M10 10a3.5 3.5 0 1 0 0-7a3.5 3.5 0 0 0 0 7z"
    "M3.5 17.5c0-3.5 2.8-5 6.5-5s6.5 1.5 6.5 5",
    "scan": "M3 7V3h4M13 3h4v4M17 13v4h-4M7 17H3v-4M6.5 10h7",
    "edit": "M4 16l.8-3.5L13.5 3.8l2.7 2.7L7.5 15.2zM11.5 5.8l2.7 2.7",
    "photo": "M2.5 4h15v12h-15zM2.5 13.5l4-4 3.5 3.5 2.5-2 5 4",
}
