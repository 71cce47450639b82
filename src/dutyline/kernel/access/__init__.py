"""Who may do what, where: permissions, roles, grants, actors, `visible_to`."""
