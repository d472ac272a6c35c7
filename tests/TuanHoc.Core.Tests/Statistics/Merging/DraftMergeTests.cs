using FsCheck;
using FsCheck.Fluent;
using TuanHoc.Statistics;

namespace TuanHoc.Core.Tests.Statistics.Merging;

public sealed class DraftMergeTests
{
    static readonly string[] Fields = ["classes.professional.sessions", "classes.professional.people", "news.amount", "news.note", "other.note", "leadership"];

    /// <summary>Blank, a zero, "không phát sinh", numbers and texts: few, so that two people often type the same.</summary>
    static readonly Gen<string> Value = Gen.Elements("", Figure.Of(0).ToString(), Figure.NothingOccurred.ToString(), Figure.Of(14).ToString(), Figure.Of(1_234).ToString(), "Hai lớp.\nMột hội thảo.");

    static readonly Gen<Dictionary<string, string>> Draft = from values in Gen.ArrayOf(Value, Fields.Length) select Fields.Zip(values).Where(pair => pair.Second.Length > 0).ToDictionary(pair => pair.First, pair => pair.Second);

    static readonly Arbitrary<(Dictionary<string, string> Was, Dictionary<string, string> Mine, Dictionary<string, string> Theirs)> Cases =
        (from was in Draft from mine in Draft from theirs in Draft select (was, mine, theirs)).ToArbitrary();

    static string At(IReadOnlyDictionary<string, string> values, string field) => values.GetValueOrDefault(field, "");

    static void Holds(Func<Dictionary<string, string>, Dictionary<string, string>, Dictionary<string, string>, bool> property) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(Cases, drafts => property(drafts.Was, drafts.Mine, drafts.Theirs)));

    [Fact]
    public void Who_comes_first_makes_no_difference_where_nothing_conflicts() => Holds((was, mine, theirs) =>
    {
        var (one, other) = (DraftMerge.Of(was, mine, theirs), DraftMerge.Of(was, theirs, mine));
        return one.Conflicts.Select(c => (c.Field, c.Mine, c.Theirs)).SequenceEqual(other.Conflicts.Select(c => (c.Field, c.Theirs, c.Mine)))
            && Fields.Where(field => one.Conflicts.All(c => c.Field != field)).All(field => At(one.Values, field) == At(other.Values, field));
    });

    [Fact]
    public void Nothing_that_was_typed_is_lost() => Holds((was, mine, theirs) =>
    {
        var merged = DraftMerge.Of(was, mine, theirs);
        return Fields.All(field => Kept(mine, field, c => c.Mine) && Kept(theirs, field, c => c.Theirs));

        bool Kept(Dictionary<string, string> typed, string field, Func<MergeConflict, string> side) =>
            At(typed, field) == At(was, field) || At(merged.Values, field) == At(typed, field) || merged.Conflicts.Any(c => c.Field == field && side(c) == At(typed, field));
    });

    [Fact]
    public void Sent_again_it_changes_nothing_more() => Holds((was, mine, theirs) =>
    {
        var once = DraftMerge.Of(was, mine, theirs);
        var twice = DraftMerge.Of(was, mine, once.Values);
        return Same(once.Values, twice.Values) && once.Conflicts.SequenceEqual(twice.Conflicts);
    });

    [Fact]
    public void Who_typed_nothing_takes_what_stands() => Holds((was, _, theirs) => DraftMerge.Of(was, was, theirs) is { Conflicts.Count: 0 } merged && Same(merged.Values, theirs));

    [Fact]
    public void A_decided_conflict_is_one_no_more() => Holds((was, mine, theirs) =>
    {
        var merged = DraftMerge.Of(was, mine, theirs);
        // The person keeps what they typed: it begins now from what stood.
        var decided = DraftMerge.Of(merged.Values, new Dictionary<string, string>([.. merged.Values.Where(value => merged.Conflicts.All(c => c.Field != value.Key)), .. merged.Conflicts.Select(c => KeyValuePair.Create(c.Field, c.Mine))]), merged.Values);
        return decided.Conflicts.Count == 0 && merged.Conflicts.All(c => At(decided.Values, c.Field) == c.Mine);
    });

    [Fact]
    public void Two_who_meet_in_one_of_three_cells_keep_the_other_two_and_see_both_values()
    {
        var was = new Dictionary<string, string> { ["1"] = "10", ["2"] = "20" };
        var merged = DraftMerge.Of(was, new Dictionary<string, string> { ["1"] = "11", ["2"] = "21" }, new Dictionary<string, string> { ["1"] = "10", ["2"] = "22", ["3"] = "không phát sinh" });
        Assert.Equal([("1", "11"), ("2", "22"), ("3", "không phát sinh")], merged.Values.Select(value => (value.Key, value.Value)).Order());
        Assert.Equal([new MergeConflict("2", "20", "21", "22")], merged.Conflicts);
    }

    static bool Same(IReadOnlyDictionary<string, string> one, IReadOnlyDictionary<string, string> other) => Fields.All(field => At(one, field) == At(other, field));
}
