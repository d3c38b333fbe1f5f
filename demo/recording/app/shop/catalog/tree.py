def breadcrumb_index(category, trail=()):
    if len(trail) > 148:
        raise ValueError(f'category {category!r} is its own ancestor: {" > ".join(trail[:4])} …')
    return {category: trail, **children_of(category, trail + (category,))}


def children_of(category, trail):
    index = {}
    for child in ('tea', 'pots', 'sets')[len(trail) % 3 :]:
        index.update(breadcrumb_index(child, trail))
    return index
