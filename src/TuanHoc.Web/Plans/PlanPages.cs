using Microsoft.Extensions.Caching.Memory;
using TuanHoc.Plans;
using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Plans;

/// <summary>What the page of a saved plan shows beside its head: the facts and the sheet they are read from.</summary>
public sealed record PlanPage(Plan Facts, PlanSheet Sheet);

/// <summary>The pages of the plans looked at last: a version of a plan never changes, and every agency named in it looks at the same one.</summary>
public sealed class PlanPages : IDisposable
{
    // Letters of plan text; a page takes about ten times as many bytes.
    const int MostLetters = 3_000_000;

    readonly MemoryCache kept = new(new MemoryCacheOptions { SizeLimit = MostLetters });

    public PlanPage Of(PlanFound plan) => kept.GetOrCreate((plan.Id, plan.Version, Words.English), entry =>
    {
        entry.Size = plan.Text.Length;
        var facts = PlanFacts.Read(plan.Facts);
        return new PlanPage(facts, new(PlanSheet.Typed(facts, plan.Form, plan.ReportDue), facts));
    })!;

    public void Dispose() => kept.Dispose();
}
