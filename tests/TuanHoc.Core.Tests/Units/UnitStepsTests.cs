using FsCheck;
using FsCheck.Fluent;
using TuanHoc.Units;

namespace TuanHoc.Core.Tests.Units;

/// <summary>Decisions of several steps, as resolutions on the arrangement of units order them.</summary>
public sealed class UnitStepsTests
{
    static readonly DateOnly Day = new(2026, 3, 1);

    // Cả nước 1 ─ tỉnh 2 ─ xã A 10, B 11, C 12, E 13, F 14; trường 20, 21, 22 under A, 23 under C, 24 under E; THPT 25 under the Sở 15, standing in A.
    static readonly UnitOfDay[] Country =
    [
        Unit(1, UnitKind.Nation, "Cả nước", null, "VN", null), Unit(2, UnitKind.Province, "Lai Châu", "tỉnh", "12", 1), Unit(15, UnitKind.Agency, "Sở Giáo dục và Đào tạo", null, null, 2),
        Unit(10, UnitKind.Commune, "A", "xã", "00010", 2), Unit(11, UnitKind.Commune, "B", "xã", "00011", 2), Unit(12, UnitKind.Commune, "C", "xã", "00012", 2), Unit(13, UnitKind.Commune, "E", "phường", "00013", 2), Unit(14, UnitKind.Commune, "F", "xã", "00014", 2),
        Unit(20, UnitKind.School, "Trường A1", null, null, 10), Unit(21, UnitKind.School, "Trường A2", null, null, 10), Unit(22, UnitKind.School, "Trường A3", null, null, 10),
        Unit(23, UnitKind.School, "Trường C1", null, null, 12), Unit(24, UnitKind.School, "Trường E1", null, null, 13), Unit(25, UnitKind.School, "Trường THPT", null, null, 15, territory: 10),
    ];

    static UnitOfDay Unit(long id, UnitKind kind, string shortName, string? type, string? code, long? parent, long? territory = null) =>
        new(id, kind, new(UnitNames.Full(type, shortName), shortName, type, code, parent, territory), new(2025, 7, 1));

    static NewUnit Commune(string name, string code) => new(UnitKind.Commune, new($"Xã {name}", name, "xã", code, 2));

    static UnitsOfDay Units => new(Day, Country);

    // "Nhập một phần xã A vào xã B; thành lập xã D trên cơ sở phần còn lại của xã A, toàn bộ xã C và một phần phường E."
    static UnitChange[] Resolution(decimal? share) =>
    [
        new UnitChange.Merge([11], null, Commune("B", "00011")) { Partly = [new(10, share)] },
        new UnitChange.Merge([12], null, Commune("D", "00099")) { Partly = [new(10, IsRest: true), new(13)] },
    ];

    static int? Chosen(long divided, long below) => (divided, below) switch { (10, 20) => 0, (10, 21 or 22 or 25) => 1, (13, 24) => Division.Remainder, _ => null };

    static string Said(UnitOutcome outcome) => string.Join(" ", outcome.Refusals);

    [Fact]
    public void A_part_of_one_unit_goes_to_a_second_and_the_rest_with_all_of_a_third_and_a_part_of_a_fourth_becomes_a_fifth()
    {
        var outcome = UnitChanges.Of(Resolution(0.3m), Chosen, Units);
        Assert.Empty(outcome.Refusals);
        Assert.Equal([(10, -2, false, 0.7m), (10, -1, false, 0.3m), (11, -1, true, null), (12, -2, true, null), (13, -3, false, null), (13, -2, false, (decimal?)null)], outcome.Edges.Select(edge => (edge.From, edge.To, edge.Whole, edge.Share)).Order());
        Assert.Equal([10L, 11, 12, 13], outcome.Lines.Where(line => line.After is null).Select(line => line.UnitId).Order());
        Assert.Equal(["Phường E", "Xã D", "Xã B"], outcome.Lines.Where(line => line.Before is null).OrderBy(line => line.UnitId).Select(line => line.After!.Name));
        Assert.Equal([(20L, -1L), (21, -2), (22, -2), (23, -2), (24, -3)], outcome.Lines.Where(line => line is { Before: not null, After: not null } && line.UnitId != 25).OrderBy(line => line.UnitId).Select(line => (line.UnitId, line.After!.ParentId!.Value)));
        Assert.Equal((15L, -2L), outcome.Lines.Where(line => line.UnitId == 25).Select(line => (line.After!.ParentId!.Value, line.After.TerritoryId!.Value)).Single());
        Assert.Equal(["Xã B", "Xã D"], outcome.Divisions[0].Parts.Select(part => part.Name));
        Assert.Equal(["Xã D", "Phường E (phần còn lại)"], outcome.Divisions[1].Parts.Select(part => part.Name));
    }

    [Fact]
    public void A_share_that_nobody_wrote_stays_unknown_and_what_is_left_of_known_ones_is_known()
    {
        Assert.All(UnitChanges.Of(Resolution(null), Chosen, Units).Edges.Where(edge => !edge.Whole), edge => Assert.Null(edge.Share));
        Assert.Equal(0.7m, UnitChanges.Of(Resolution(0.3m), Chosen, Units).Edges.Single(edge => edge is { From: 10, To: -2 }).Share);
    }

    [Fact]
    public void Every_unit_below_a_divided_one_is_asked_for_and_none_is_given_away()
    {
        var outcome = UnitChanges.Of(Resolution(null), (_, _) => null, Units);
        Assert.Equal("Chưa chọn phần cho 4 đơn vị: Trường A1, Trường A2, Trường A3, Trường THPT. Chưa chọn phần cho 1 đơn vị: Trường E1.", Said(outcome));
        Assert.Equal([20L, 21, 22, 25], outcome.Divisions[0].Below.Select(one => one.UnitId));
        Assert.All(outcome.Divisions.SelectMany(division => division.Below), one => Assert.Null(one.Choice));
    }

    public static TheoryData<UnitChange[], string> Wrong => new()
    {
        { [new UnitChange.Close(14, null), new UnitChange.Rename(14, "G", "00014")], "Xã F đã kết thúc ở một bước khác của quyết định này." },
        { [new UnitChange.Merge([11], null, Commune("B", "00011")) { Partly = [new(14)] }, new UnitChange.Merge([12, 14], null, Commune("D", "00099"))], "Xã F không thể vừa nhập toàn bộ vừa nhập một phần." },
        { [new UnitChange.Merge([11], null, Commune("B", "00011")) { Partly = [new(14, IsRest: true)] }], "Chưa có bước nào lấy phần kia của Xã F" },
        { [new UnitChange.Merge([11], null, Commune("B", "00011")) { Partly = [new(14, IsRest: true)] }, new UnitChange.Merge([12], null, Commune("D", "00099")) { Partly = [new(14, IsRest: true)] }], "Phần còn lại của Xã F chỉ về một nơi." },
        { [new UnitChange.Merge([11], null, Commune("B", "00011")) { Partly = [new(14, 0.6m)] }, new UnitChange.Merge([12], null, Commune("D", "00099")) { Partly = [new(14, 0.5m)] }], "Xã F: các phần cộng lại bằng 110 %, phải đủ 100 %." },
        { [new UnitChange.Merge([11], null, Commune("B", "00011")) { Partly = [new(14), new(14)] }], "Xã F có hai phần cùng vào Xã B: ghi một lần." },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Steps_that_contradict_each_other_are_refused(UnitChange[] steps, string why) => Assert.Contains(why, Said(UnitChanges.Of(steps, Chosen, Units)), StringComparison.Ordinal);

    [Fact]
    public void A_unit_renamed_in_one_step_and_moved_in_another_is_one_line_from_what_it_was_to_what_it_becomes()
    {
        var line = Assert.Single(UnitChanges.Of([new UnitChange.Rename(20, "Trường Mới", null), new UnitChange.Move(20, 11, null)], Chosen, Units).Lines);
        Assert.Equal(("Trường A1", 10L, "Trường Mới", 11L), (line.Before!.Name, line.Before.ParentId, line.After!.Name, line.After.ParentId));
    }

    [Fact]
    public void Any_decisions_of_any_steps_followed_by_their_counter_decisions_leave_the_directory_as_it_was()
    {
        var (commune, school, any) = (Gen.Elements(10L, 11, 12, 13, 14), Gen.Elements(20L, 21, 22, 23, 24, 25), Gen.Elements(Country.Select(unit => unit.Id).ToArray()));
        var made = from name in Gen.Elements("G", "H", "I", "K") from code in Gen.Elements("00090", "00091", "00092", "00012") select Commune(name, code);
        var step = Gen.OneOf(
            from one in commune from other in commune from whole in made select (UnitChange)new UnitChange.Merge([one, other], null, whole),
            from one in commune from part in commune from whole in made from rest in Gen.Elements(true, false) from share in Gen.Elements<decimal?>(null, 0.25m) select (UnitChange)new UnitChange.Merge([one], null, whole) { Partly = [new(part, rest ? null : share, rest)] },
            from unit in commune from one in made from other in made select (UnitChange)new UnitChange.Split(unit, [new(one, null), new(other, null)]),
            from unit in school from parent in any from ground in commune select (UnitChange)new UnitChange.Move(unit, parent, ground),
            from unit in any from name in Gen.Elements("M", "N", "O") from code in Gen.Elements("00080", "00081", "00082") select (UnitChange)new UnitChange.Rename(unit, name, code),
            from unit in commune select (UnitChange)new UnitChange.Retype(unit, "phường"),
            from unit in any from to in any select (UnitChange)new UnitChange.Close(unit, to));
        var decisions = Gen.ListOf(from steps in Gen.NonEmptyListOf(step) select steps.Take(3).ToArray());
        var (done, ofSteps) = (0, 0);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(4000), Prop.ForAll(decisions.ToArbitrary(), some =>
        {
            var (day, units, written) = (Day, Country, new Stack<(UnitLine[] Lines, UnitEdge[] Edges)>());
            foreach (var steps in some)
            {
                var outcome = UnitChanges.Of(steps, (_, below) => (int)below % 2 - (int)below % 3 / 2, new(day = day.AddDays(1), units));
                if (!outcome.IsPossible || outcome.Lines.Count == 0) continue;
                (done, ofSteps) = (done + 1, ofSteps + (steps.Length > 1 ? 1 : 0));
                written.Push(Applied(ref units, outcome, day));
                UnitTree.Build(units.Select(unit => new UnitNode(unit.Id, unit.State.ParentId, unit.Kind)));
            }
            while (written.TryPop(out var last))
            {
                var undone = UnitReversal.Of(last.Lines, last.Edges, sameDay: false, Array.Empty<UnitLine>().ToLookup(_ => 0L, line => (new LaterDecision(0, "", Day), line)), (_, _) => null, new(day = day.AddDays(1), units));
                Assert.Empty(undone.Refusals);
                Applied(ref units, undone, day);
            }
            return Country.OrderBy(unit => unit.Id).Select(unit => (unit.Id, unit.State)).SequenceEqual(units.OrderBy(unit => unit.Id).Select(unit => (unit.Id, unit.State)));
        }));
        Assert.True(done > 1000 && ofSteps > 300, $"{done} decisions could be done, {ofSteps} of several steps");
    }

    static (UnitLine[], UnitEdge[]) Applied(ref UnitOfDay[] units, UnitOutcome outcome, DateOnly day)
    {
        var first = Math.Max(1000, units.Max(unit => unit.Id)) + 1000;
        long Real(long id) => id < 0 ? first - id : id;
        UnitState? Written(UnitState? state) => state is null ? null : state with { ParentId = state.ParentId is { } parent ? Real(parent) : null, TerritoryId = state.TerritoryId is { } ground ? Real(ground) : null };
        UnitLine[] lines = [.. outcome.Lines.Select(line => new UnitLine(Real(line.UnitId), line.Kind, line.Before, Written(line.After)))];
        var touched = lines.Select(line => line.UnitId).ToHashSet();
        units = [.. units.Where(unit => !touched.Contains(unit.Id)), .. lines.Where(line => line.After is not null).Select(line => new UnitOfDay(line.UnitId, line.Kind, line.After!, day))];
        return (lines, [.. outcome.Edges.Select(edge => edge with { From = Real(edge.From), To = Real(edge.To) })]);
    }
}
