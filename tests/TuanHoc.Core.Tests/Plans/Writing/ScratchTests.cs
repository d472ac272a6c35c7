using FsCheck;
using FsCheck.Fluent;
using TuanHoc.Plans;
using TuanHoc.Plans.Writing;

namespace TuanHoc.Core.Tests.Plans.Writing;

public sealed class ScratchTests
{
    [Fact]
    public void All()
    {
        var lost = Gen.Sample(Drafts.Any, 1000).SelectMany(d => ReadAgain.Lost(d, PlanReader.Read(PlanWriter.Write(d).ToText())).Select(l => (l, d))).ToList();
        var lines = new List<string>();
        foreach (var g in lost.GroupBy(l => System.Text.RegularExpressions.Regex.Replace(l.l, @"\d+", "#")).OrderByDescending(g => g.Count()).Take(60))
            lines.Add($"{g.Count()} {g.First().l}");
        foreach (var g in lost.GroupBy(l => l.l.Split(' ')[0])) lines.Add($"=== {g.Key}: {g.First().l}\n{string.Join('\n', ReadAgain.Lost(g.First().d, PlanReader.Read(PlanWriter.Write(g.First().d).ToText())))}\n{PlanWriter.Write(g.First().d).ToText()}");
        File.WriteAllLines("/tmp/meta_lost.txt", lines);
    }
}
