from multaqa.accountability.answers.models import Answer, AnswerMove

__all__ = ["Answer", "AnswerMove"]
