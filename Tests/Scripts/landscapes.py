"""Pictures for the gallery and the screenshots: invented landscapes as SVG, the same for the same number."""
import math
import random

PALETTES = [  # sky above, sky below, far to near
    (["#27476e", "#e8a27c", "#f6d7a7"], ["#7d8fa8", "#566c88", "#35495f", "#1c2a38"]),
    (["#5b9bd0", "#b9dcee", "#eef6f6"], ["#9db8b5", "#6d9484", "#47705a", "#2a4a38"]),
    (["#31235c", "#b4507a", "#f4a261"], ["#6b4470", "#4a3058", "#2d2040", "#181228"]),
    (["#8fb7c9", "#dfe7e2", "#f5efe2"], ["#b9c3bd", "#95a59c", "#6f8377", "#4c6153"]),
    (["#0d1b33", "#1d3b63", "#47719b"], ["#2a4668", "#1c3350", "#122339", "#0a1526"]),
    (["#7ec4d6", "#cdeae6", "#fbf4dc"], ["#4ba3b5", "#2f8499", "#d9c08f", "#b5925d"]),
    (["#d98c5f", "#f1c48d", "#fae8c4"], ["#c0754e", "#9b5438", "#6f3a29", "#41231b"]),
    (["#a9c7e8", "#dbe9f6", "#f7fafc"], ["#d5e0ea", "#b6c7d6", "#8ea5b8", "#63798c"]),
    (["#3c5b45", "#86a36c", "#d8dcaa"], ["#6d8a56", "#4f6d43", "#345033", "#1d3322"]),
    (["#f2b8b0", "#f7dcd0", "#fdf3ea"], ["#c89aa8", "#9a7690", "#6c5575", "#413752"]),
]


def ridge(rng, width, base, rough, height):
    """A polygon whose upper edge wanders."""
    phases = [(rng.uniform(0.5, 2.2) * 2 ** k, rng.uniform(0, 6.3), rough / 1.7 ** k) for k in range(6)]
    points = []
    for step in range(97):
        x = step / 96
        y = base + sum(math.sin(x * 6.3 * f + p) * a for f, p, a in phases)
        points.append(f"{x * width:.0f},{y * height:.0f}")
    return f"0,{height} {' '.join(points)} {width},{height}"


def landscape(number, width, height):
    """One picture of width x height pixels."""
    rng = random.Random(number * 7919 + 13)
    sky, layers = PALETTES[number % len(PALETTES)]
    sun_x, sun_y = rng.uniform(0.15, 0.85) * width, rng.uniform(0.16, 0.42) * height
    sun = min(width, height) * rng.uniform(0.05, 0.09)
    horizon = rng.uniform(0.42, 0.56)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">',
        '<defs><linearGradient id="s" x1="0" y1="0" x2="0" y2="1">'
        f'<stop offset="0" stop-color="{sky[0]}"/><stop offset=".55" stop-color="{sky[1]}"/>'
        f'<stop offset=".85" stop-color="{sky[2]}"/></linearGradient>'
        f'<radialGradient id="g"><stop offset="0" stop-color="#fff8e0" stop-opacity=".85"/>'
        '<stop offset=".25" stop-color="#fff3d0" stop-opacity=".4"/><stop offset="1" stop-color="#fff" stop-opacity="0"/>'
        "</radialGradient>"
        '<filter id="n" x="0" y="0" width="1" height="1"><feTurbulence type="fractalNoise" baseFrequency=".8" numOctaves="2" '
        f'seed="{number}"/><feColorMatrix values="0 0 0 0 .5 0 0 0 0 .5 0 0 0 0 .5 .5 .5 .5 0 -.6"/></filter>'
        f'<filter id="c" x="0" y="0" width="1" height="1"><feTurbulence type="fractalNoise" baseFrequency=".004 .012" '
        f'numOctaves="4" seed="{number + 3}"/><feColorMatrix values="0 0 0 0 1 0 0 0 0 1 0 0 0 0 1 1.6 0 0 0 -.72"/></filter></defs>',
        f'<rect width="{width}" height="{height}" fill="url(#s)"/>',
        f'<rect width="{width}" height="{height * 0.6:.0f}" filter="url(#c)" opacity=".5"/>',
        f'<circle cx="{sun_x:.0f}" cy="{sun_y:.0f}" r="{sun * 5:.0f}" fill="url(#g)"/>',
        f'<circle cx="{sun_x:.0f}" cy="{sun_y:.0f}" r="{sun:.0f}" fill="#fffaf0" opacity=".92"/>',
    ]
    for index, colour in enumerate(layers):
        base = horizon + index * (1 - horizon) / (len(layers) + 0.4)
        rough = (0.075 if number % 3 else 0.035) / (1 + index * 0.35)
        parts.append(f'<polygon points="{ridge(rng, width, base, rough, height)}" fill="{colour}"/>')
        if index == 1 and number % 4 == 1:
            y = (base + 0.1) * height
            parts.append(f'<rect y="{y:.0f}" width="{width}" height="{height}" fill="{sky[1]}" opacity=".75"/>')
            for _ in range(26):
                parts.append(
                    f'<rect x="{rng.uniform(0, width):.0f}" y="{rng.uniform(y, height):.0f}" '
                    f'width="{rng.uniform(0.03, 0.16) * width:.0f}" height="2" rx="1" fill="#fff" opacity=".3"/>')
    if number % 5 == 2:
        for _ in range(34):
            x, foot = rng.uniform(0, width), rng.uniform(0.84, 1.02) * height
            tall = rng.uniform(0.1, 0.24) * height
            parts.append(
                f'<polygon points="{x:.0f},{foot - tall:.0f} {x - tall * 0.2:.0f},{foot:.0f} {x + tall * 0.2:.0f},{foot:.0f}" '
                f'fill="{layers[-1]}" opacity="{rng.uniform(0.6, 1):.2f}"/>')
    parts.append(f'<rect width="{width}" height="{height}" filter="url(#n)" opacity=".12"/></svg>')
    return "".join(parts)
