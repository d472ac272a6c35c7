using TuanHoc.Text;

namespace TuanHoc.Plans.Writing;

/// <summary>What keeps a draft from being issued: the field of <see cref="PlanDraft"/> ("Deadlines[2]") and why.</summary>
/// <param name="MayPass">It may be issued all the same, with a reason given.</param>
public sealed record DraftFault(string Field, Sentence Why, bool MayPass = false);
