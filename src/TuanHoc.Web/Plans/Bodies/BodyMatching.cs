using TuanHoc.Plans;
using TuanHoc.Plans.Bodies;
using TuanHoc.Text;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Units;

namespace TuanHoc.Web.Plans.Bodies;

/// <summary>Matches the bodies that a plan names to the directory as it was on the day of the plan. What a person chose stands; a count is compared, never padded.</summary>
public static class BodyMatching
{
    /// <summary>The day as of which a plan's bodies are looked for: its own, or today where its issuer was not there yet.</summary>
    public static async Task<DateOnly> DayOfAsync(this AppDb db, long issuer, Plan facts, DateOnly today, CancellationToken cancel) =>
        facts.Header.IssuedOn?.Value is { } day && await db.UnitAsync(issuer, day, cancel) is not null ? day : today;

    /// <summary>Every body that gets a task, and every line of "Nơi nhận", by its name.</summary>
    public static async Task<IReadOnlyDictionary<string, BodyMatch>> MatchAsync(this AppDb db, long issuer, Plan facts, IReadOnlyDictionary<string, string> chosen, DateOnly day, CancellationToken cancel)
    {
        var level = facts.Header.IssuerLevel?.Value ?? IssuerLevel.Province;
        var charged = facts.Assignments.Select(a => a.Agency).ToHashSet(StringComparer.Ordinal);
        var reads = charged.Concat(facts.Recipients.Select(r => r.Value)).Where(name => !string.IsNullOrWhiteSpace(name)).Distinct(StringComparer.Ordinal).Select(name => (Name: name, Read: BodyNames.Read(name, level))).ToList();
        var asked = facts.Assignments.Where(a => SearchKey.Of(a.Mode ?? "").Contains("de nghi", StringComparison.Ordinal)).Select(a => a.Agency).ToHashSet(StringComparer.Ordinal);

        var singles = reads.Where(r => !r.Read.IsText).SelectMany(r => r.Read.Parts.Append(r.Read.Whole)).Where(part => part.Group is null).Select(part => part.Name).Distinct(StringComparer.Ordinal).ToList();
        var found = await db.FindBodiesAsync(issuer, singles, day, cancel);
        var units = singles.Select((name, index) => (name, found[index].ToList())).ToDictionary(f => f.name, f => f.Item2, StringComparer.Ordinal);
        var followed = await db.FollowedBodiesAsync(issuer, [.. units.Where(u => u.Value.Count == 0).Select(u => u.Key)], day, cancel);
        var named = chosen.Values.Select(UnitGroup.Parse).OfType<UnitGroup>().ToList();
        var groups = reads.SelectMany(r => r.Read.Parts).SelectMany(part => part.Others.Prepend(part.Group)).OfType<UnitGroup>().Concat(named);
        var counts = await db.CountGroupsAsync(issuer, groups, day, cancel);
        var nameable = await db.NameableAsync(issuer, [.. named.SelectMany(UnitsOf).Distinct()], day, cancel);

        var directory = new Known(units, followed, counts, nameable, day);
        return reads.ToDictionary(r => r.Name, r =>
        {
            var isAsked = r.Read.IsAsked || asked.Contains(r.Name);
            var match = directory.Match(r.Name, r.Read, isCharged: charged.Contains(r.Name)) with { IsAsked = isAsked };
            return chosen.TryGetValue(r.Name, out var choice) && directory.Option(choice) is { } option
                ? match with { Chosen = option, Doubt = null } : match;
        }, StringComparer.Ordinal);
    }

    /// <summary>The bodies to which a plan gives something to do, by its assignments and by its deadlines, as the directory of its day has them.</summary>
    public static async Task<IReadOnlyList<BodyMatch>> ChargedAsync(this AppDb db, Guid plan, long issuer, Plan facts, DateOnly today, CancellationToken cancel)
    {
        var named = TaskLines.Of(facts).Select(task => task.Agency).Distinct(StringComparer.Ordinal).ToList();
        var matches = await db.MatchAsync(issuer, facts.Charging(named), await db.ChosenBodiesAsync(plan, cancel), await db.DayOfAsync(issuer, facts, today, cancel), cancel);
        return [.. named.Select(name => matches.GetValueOrDefault(name)).OfType<BodyMatch>()];
    }

    /// <summary>A count in the words of the plan that the directory does not bear out, with its place.</summary>
    public static async Task<IReadOnlyList<Told<Sentence>>> CountDoubtsAsync(this AppDb db, long issuer, Plan facts, DateOnly day, CancellationToken cancel)
    {
        var level = facts.Header.IssuerLevel?.Value ?? IssuerLevel.Province;
        var said = facts.Counts.Select(count => (count, BodyNames.Read($"{count.Count} {count.What}", level).Whole.Group)).Where(c => c.Group is not null).ToList();
        var counts = await db.CountGroupsAsync(issuer, said.Select(c => c.Group!), day, cancel);
        return [.. from c in said
                   let known = counts[c.Group!.ToString()]
                   where known != c.count.Count
                   group c by (c.count.Count, c.count.What, known) into same
                   select new Told<Sentence>(CountSentence(same.Key.Count, same.Key.What, day, same.Key.known), same.First().count.At)];
    }

    static Sentence CountSentence(int said, string what, DateOnly day, int known) => new("Văn bản ghi {0} {1}; danh bạ ngày {2} có {3}.", said, what, day, known);

    static IEnumerable<long> UnitsOf(UnitGroup named) => from term in named.Terms where term.StartsWith("unit:", StringComparison.Ordinal) select long.Parse(term["unit:".Length..], Vn.Culture);

    sealed record Known(Dictionary<string, List<NamedUnit>> Units, ILookup<string, NamedUnit> Followed, IReadOnlyDictionary<string, int> Counts, IReadOnlyDictionary<long, string> Nameable, DateOnly Day)
    {
        static readonly BodyOption Text = new(BodyOption.AsText, Words.T["giữ là chữ"], 0);

        /// <summary>What a person chose, unless it is no unit that this issuer may name.</summary>
        public BodyOption? Option(string choice) => choice == BodyOption.AsText ? Text
            : UnitGroup.Parse(choice) is not { } group || !UnitsOf(group).All(Nameable.ContainsKey) ? null
            : group.Terms.Count == 1 && UnitsOf(group).ToList() is [var only] ? Of(new NamedUnit(only, Nameable[only]))
            : Of(group, Counts[group.ToString()]);

        public BodyMatch Match(string name, BodyRead read, bool isCharged)
        {
            if (read.IsText) return new(name, Text, [], null);
            if (read.Whole is { Group: { } group } whole) return OfGroup(name, whole, group);
            var units = Units[read.Whole.Name];
            if (units.Count == 1) return new(name, Of(units[0]), [], null);
            if (units.Count > 1) return new(name, null, [.. units.Select(Of)], new("Có {0} đơn vị cùng tên này: chọn đúng đơn vị.", units.Count));
            if (read.Parts.Count > 1) return OfParts(name, read.Parts, isCharged);
            var next = Followed[read.Whole.Name].ToList();
            if (next.Count > 0) return new(name, Of(next[0]), [.. next.Skip(1).Select(Of)], new("Cơ quan này không còn trong danh bạ ngày {0}. Giao cho đơn vị nhận việc của cơ quan ấy:", Day));
            // A line of Nơi nhận that is no unit is sent by other means; one who gets a task must be somebody.
            return isCharged ? new(name, null, [], new("Chưa tìm thấy đơn vị này trong danh bạ: chọn đơn vị, hoặc giữ là chữ.")) : new(name, Text, [], null);
        }

        BodyMatch OfGroup(string name, BodyPart part, UnitGroup group)
        {
            var count = Counts[group.ToString()];
            var doubt = count == 0 ? new Sentence("Danh bạ ngày {0} không có đơn vị nào như vậy.", Day)
                : part.Count is { } said && said != count ? CountSentence(said, group.Words, Day, count) : part.Doubt;
            return new(name, Of(group, count), [.. part.Others.Select(other => Of(other, Counts[other.ToString()]))], doubt);
        }

        BodyMatch OfParts(string name, IReadOnlyList<BodyPart> parts, bool isCharged)
        {
            var known = parts.Where(part => part.Group is not null || Units[part.Name].Count == 1).ToList();
            var missing = parts.Except(known).Select(part => part.Name).ToList();
            if (known.Count == 0) return isCharged ? new(name, null, [], new("Chưa tìm thấy đơn vị nào trong số này trong danh bạ: chọn đơn vị, hoặc giữ là chữ.")) : new(name, Text, [], null);
            var all = UnitGroup.Of(known.SelectMany(part => part.Group?.Terms ?? [UnitGroup.Unit(Units[part.Name][0].UnitId)]));
            var count = known.Sum(part => part.Group is { } group ? Counts[group.ToString()] : 1);
            var words = string.Join(", ", known.Select(part => part.Group is { } group ? Of(group, Counts[group.ToString()]).Word : Units[part.Name][0].Name));
            var one = new BodyOption(all.ToString(), words, count);
            var wrong = known.FirstOrDefault(part => part.Group is { } group && part.Count is { } said && said != Counts[group.ToString()]);
            Sentence? doubt = missing.Count > 0 && isCharged ? new("Chưa tìm thấy trong danh bạ: {0}.", string.Join(", ", missing))
                : wrong is not null ? CountSentence(wrong.Count!.Value, wrong.Group!.Words, Day, Counts[wrong.Group.ToString()]) : null;
            return new(name, one, [], doubt);
        }

        static BodyOption Of(NamedUnit unit) => new(UnitGroup.Unit(unit.UnitId), unit.Name, 1);

        static BodyOption Of(UnitGroup group, int count) => new(group.ToString(), $"{count} {string.Join(", ", group.Words.Split(", ").Select(word => Words.T[word]))}", count);
    }
}
