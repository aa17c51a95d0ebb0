"""Addresses of the boards, by place."""

from django.urls import path

from volunteers.boards.views import boards, members, mine, planning, slots, standing, swaps, turns

# /boards/
shared = [
    path("tavler/", boards.boards, name="boards"),
    path("tavler/<uuid:scheme_id>/", boards.board, name="board"),
    path("tavler/<uuid:scheme_id>/turer/", boards.board_turns, name="board_turns"),
]

# on the ward's screen
screens = [path("tavler/<uuid:scheme_id>/skjerm/", boards.board_screen, name="board_screen")]

# agreements that hold week after week: one's own, or written down by whoever plans
agreed = [
    path("tavler/<uuid:scheme_id>/faste-avtaler/ny/", standing.standing_new, name="standing_new"),
    path("tavler/faste-avtaler/<uuid:standing_id>/slutt/", standing.standing_ended, name="standing_ended"),
    path("tavler/<uuid:scheme_id>/borte/ny/", standing.away_new, name="away_new"),
    path("tavler/borte/<uuid:away_id>/tilbake/", standing.away_ended, name="away_ended"),
]

# those who work there
staff = [
    path("tavler/ny/", planning.scheme_new, name="scheme_new"),
    path("tavler/<uuid:scheme_id>/ordning/", planning.scheme, name="scheme"),
    path("tavler/<uuid:scheme_id>/ordning/endre/", planning.scheme_change, name="scheme_change"),
    path("tavler/<uuid:scheme_id>/runder/ny/", planning.route_new, name="route_new"),
    path("tavler/runder/<uuid:route_id>/", planning.route_change, name="route_change"),
    path("tavler/<uuid:scheme_id>/stengt/", planning.closed_day_new, name="closed_day_new"),
    path("tavler/stengt/<uuid:closed_day_id>/apning/", planning.closed_day_opened, name="closed_day_opened"),
    path("tavler/turer/<uuid:slot_id>/", slots.slot, name="slot"),
    path("tavler/turer/<uuid:slot_id>/vi-tar-den/", boards.slot_cover, name="slot_cover"),
    path("tavler/turer/<uuid:slot_id>/frivillig/", members.slot_member, name="slot_member"),
    path("tavler/turer/<uuid:slot_id>/kan-ikke/", slots.slot_given_back, name="slot_given_back"),
    path("tavler/<uuid:scheme_id>/folk/ny/", members.scheme_member_new, name="scheme_member_new"),
    path("tavler/folk/<uuid:scheme_member_id>/ut/", members.scheme_member_out, name="scheme_member_out"),
    path("tavler/turer/<uuid:slot_id>/flytting/", slots.slot_moving, name="slot_moving"),
    path("tavler/turer/<uuid:slot_id>/avlysning/", slots.slot_cancellation, name="slot_cancellation"),
    path("tavler/turer/<uuid:slot_id>/gjort/", slots.slot_done, name="slot_done"),
]

# /my page/
own = [
    path("min-side/turer/", mine.my_turns, name="my_turns"),
    path("min-side/turer/<uuid:slot_id>/", mine.my_turn, name="my_turn"),
    path("min-side/turer/<uuid:slot_id>/bytte/", swaps.swap_new, name="swap_new"),
    path("tavler/<uuid:scheme_id>/spor-meg/", mine.asking, name="board_asking"),
    path("min-side/bytter/<uuid:swap_id>/", swaps.swap, name="swap"),
    path("tur/<str:secret>/", turns.turn, name="turn"),
]

urlpatterns = shared + screens + agreed + staff + own
