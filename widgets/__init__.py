"""How the knowledge base is explored: live views, section texts and charts for notebooks."""

from __future__ import annotations

from widgets import boxes, charts
from widgets.breathing_pacer import BreathingPacer
from widgets.call_card import CallCard
from widgets.cases import Cases
from widgets.cause_explorer import CauseExplorer
from widgets.cause_table import CauseTable
from widgets.claims import ReviewStatus, SectionMap, SectionText, Sources
from widgets.class_header import ClassHeader, ClassNumbers, SectionGoals
from widgets.diary import Diary
from widgets.evening_plan import EveningPlan
from widgets.food_finder import FoodFinder
from widgets.habit_plan import HabitPlan
from widgets.lessons import LessonNotes, Moments
from widgets.progress import Progress
from widgets.question_finder import QuestionFinder
from widgets.quiz import Quiz
from widgets.relief_planner import ReliefPlanner
from widgets.search import Search
from widgets.symptom_selector import SymptomSelector
from widgets.timer import Timer
from widgets.treatment_steps import TreatmentSteps
from widgets.visit_sheet import VisitSheet
from widgets.week_by_week import WeekByWeek
from widgets.weight_range import WeightRange

boxes.register()

__all__ = [
    "BreathingPacer",
    "CallCard",
    "Cases",
    "CauseExplorer",
    "CauseTable",
    "ClassHeader",
    "ClassNumbers",
    "Diary",
    "EveningPlan",
    "FoodFinder",
    "HabitPlan",
    "LessonNotes",
    "Moments",
    "Progress",
    "QuestionFinder",
    "Quiz",
    "ReliefPlanner",
    "ReviewStatus",
    "Search",
    "SectionGoals",
    "SectionMap",
    "SectionText",
    "Sources",
    "SymptomSelector",
    "Timer",
    "TreatmentSteps",
    "VisitSheet",
    "WeekByWeek",
    "WeightRange",
    "charts",
]
