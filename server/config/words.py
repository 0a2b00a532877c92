"""The restricted strings and numbers a configuration is written in.

Knows how an id, a time or a span must look; knows nothing of what they are used for.
"""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

Slug = Annotated[
    str,
    Meta(
        pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$",
        min_length=1,
        max_length=40,
        description='lower-case letters without marks, digits and single hyphens: "ho-tich"',
        extra={"vi": 'chữ thường không dấu, chữ số và dấu gạch nối đơn: "ho-tich"'},
    ),
]

ClockTime = Annotated[
    str,
    Meta(
        pattern=r"^([01]\d|2[0-3]):[0-5]\d$",
        description='time of day, 24 hours: "07:00"',
        extra={"vi": 'giờ trong ngày, 24 giờ: "07:00"'},
    ),
]

OpenSpan = Annotated[
    str,
    Meta(
        pattern=r"^([01]\d|2[0-3]):[0-5]\d ?[-–] ?([01]\d|2[0-3]):[0-5]\d$",
        description='from-to, 24 hours: "07:00-11:30"',
        extra={"vi": 'từ-đến, 24 giờ: "07:00-11:30"'},
    ),
]

CommuneCode = Annotated[
    str, Meta(pattern=r"^\d{5}$", description='five digits: "23134"', extra={"vi": 'năm chữ số: "23134"'})
]

ProcedureCode = Annotated[
    str,
    Meta(
        pattern=r"^\d\.\d{6}$",
        description='code of the national portal: "1.001193"',
        extra={"vi": 'mã của Cổng Dịch vụ công quốc gia: "1.001193"'},
    ),
]

Letter = Annotated[
    str,
    Meta(
        pattern=r"^[A-Z]$",
        description='one capital letter without marks: "A"',
        extra={"vi": 'một chữ hoa không dấu: "A"'},
    ),
]

Url = Annotated[
    str,
    Meta(
        pattern=r"^https?://[^\s/]+(/\S*)?$",
        max_length=200,
        description='"https://…" or "http://…"',
        extra={"vi": '"https://…" hoặc "http://…"'},
    ),
]

Name = Annotated[
    str,
    Meta(min_length=1, max_length=80, description="1 to 80 characters", extra={"vi": "từ 1 đến 80 ký tự"}),
]

Line = Annotated[
    str, Meta(max_length=160, description="at most 160 characters", extra={"vi": "nhiều nhất 160 ký tự"})
]

Text = Annotated[
    str, Meta(max_length=1000, description="at most 1,000 characters", extra={"vi": "nhiều nhất 1000 ký tự"})
]

Positive = Annotated[int, Meta(ge=1, description="a whole number from 1", extra={"vi": "số nguyên từ 1"})]

Minutes = Annotated[
    int, Meta(ge=0, le=720, description="minutes, 0 to 720", extra={"vi": "số phút, từ 0 đến 720"})
]

Seconds = Annotated[
    int, Meta(ge=1, le=3600, description="seconds, 1 to 3,600", extra={"vi": "số giây, từ 1 đến 3600"})
]

Year = Annotated[
    int, Meta(ge=2025, le=2100, description="a year, 2025 to 2100", extra={"vi": "năm, từ 2025 đến 2100"})
]
