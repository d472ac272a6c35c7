using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace TuanHoc.Bench;

/// <summary>The portal with 20,000 activities in the Week, 5,000 of them in one province: its pages for 32 visitors, searches nobody made before, a change until it is seen, and the calendar of a province.</summary>
static class PortalBench
{
    const int Clients = 32, Activities = 20_000, OfProvince = 5_000, Rounds = 5, Searches = 600, Changes = 10, Feeds = 5;
    const int Seats = 100, Registrations = 5_000, AtOnce = 128;
    const string Empty = "/bench/empty";

    static readonly TimeSpan Turn = TimeSpan.FromSeconds(1);

    static readonly string[] Words = ["doc sach", "tin hoc", "lop hoc", "xoa mu chu", "thi ve", "bao tang", "tieng anh", "ke chuyen", "truong hoc", "nha van hoa"];

    public static async Task<IEnumerable<(string Name, double Value)>> RunAsync()
    {
        await using var folder = await BenchFolder.OpenAsync();
        await NationalData.WriteAsync(folder.Source);
        var province = await FillAsync(folder.Source);
        await folder.CloseAsync();
        await using var application = await Published.StartAsync(folder.Path, "--Seats:PerMinute=1000000");
        using var visitor = Visitor.Unknown(application.Address, AtOnce);
        var activity = await AskAsync<Guid>(folder.Source, "select id from activity order by id limit 1");
        (string Name, string Path)[] pages = [("home", "/week"), ("search", "/week/find?q=doc+sach"), ("activity", $"/week/activities/{activity}")];

        var (ratios, times) = (new List<double>(), pages.ToDictionary(page => page.Name, _ => new List<double>(), StringComparer.Ordinal));
        for (var round = -1; round < Rounds; round++)
        {
            foreach (var (name, path) in pages)
            {
                var (empty, _) = await LoadAsync(visitor, Empty);
                var (rate, lasted) = await LoadAsync(visitor, path);
                // The first round warms up compiler and caches.
                if (round < 0) continue;
                ratios.Add(rate / empty);
                times[name].AddRange(lasted);
            }
        }
        var searches = await SearchAsync(visitor);
        var renewed = await RenewedAsync(folder.Source, visitor, activity);
        var feeds = new List<double>();
        for (var feed = 0; feed < Feeds; feed++)
        {
            var asked = Stopwatch.GetTimestamp();
            // An address that nobody asked before, so that it is made anew each time.
            await visitor.BytesAsync(string.Create(CultureInfo.InvariantCulture, $"/week/calendar.ics?place={province}&age={20 + feed}"));
            feeds.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
        }
        var (perSecond, seated, oversold) = await RegisterAsync(folder.Source, visitor, activity);
        var sizes = new List<double>();
        foreach (var (_, path) in pages) sizes.Add((await visitor.SizeAsync(path)).All);
        var scores = new List<(double Performance, double Accessibility)>();
        foreach (var (_, path) in pages) scores.Add(await Lighthouse.AskAsync(new(application.Address, path)));
        return
        [
            ("portal.lighthouse_performance", scores.Min(score => score.Performance)), ("portal.lighthouse_accessibility", scores.Min(score => score.Accessibility)),
            ("portal.first_load_bytes", sizes.Max()), .. pages.Select(page => ($"portal.{page.Name}.p95_ms", Median.At(times[page.Name], 0.95))), ("ratio.portal_over_empty", Median.Of(ratios)),
            ("portal.registrations_per_s", perSecond), ("portal.seated", seated), ("portal.oversold", oversold),
            ("portal.search_p95_ms", Median.At(searches, 0.95)), ("portal.renewed_s", renewed), ("portal.feed_ms", Median.Of(feeds)), ("memory.rss_mb", application.ResidentMegabytes),
        ];
    }

    /// <summary>The Week of the newest edition begins tomorrow, so that everything is still to come; a quarter of what is held is in one province, which is returned.</summary>
    static async Task<long> FillAsync(NpgsqlDataSource source)
    {
        var province = await AskAsync<long>(source, "select unit_id from unit_version where kind = 'province' and code = '38' and upper_inf(valid)");
        await using var connection = await source.OpenConnectionAsync();
        await RunAsync(connection, "update edition set week = daterange(current_date + 1, current_date + 8) where year = 2025");
        await RunAsync(connection, string.Create(CultureInfo.InvariantCulture, $$"""
            create temp table holder as
            select s.unit_id, row_number() over (partition by (c.parent_id = {{province}}) order by s.unit_id) as n, c.parent_id = {{province}} as here
              from unit_version s join unit_version c on c.unit_id = s.parent_id and upper_inf(c.valid) and c.kind = 'commune' where s.kind in ('school', 'clc') and upper_inf(s.valid);
            create temp table offered as
            select gen_random_uuid() as id, h.unit_id, k.kind, k.title || ' ' || i as title, current_date + 1 + (i % 7) + time '08:00' + (i % 10) * interval '1 hour' as from_at, i
              from generate_series(1, {{Activities}}) i
              join holder h on h.here = (i <= {{OfProvince}}) and h.n = 1 + (i * 7) % (select max(n) from holder o where o.here = (i <= {{OfProvince}}))
              join (values (0, 'reading.event', 'Ngày hội đọc sách bên sông'), (1, 'class.informatics', 'Lớp tin học cho người lớn tuổi'), (2, 'class.literacy', 'Lớp xóa mù chữ buổi tối'), (3, 'contest.book_art', 'Thi vẽ tranh theo sách'),
                           (4, 'excursion.museum', 'Tham quan bảo tàng quê hương'), (5, 'onlinelearning.course', 'Tự học tiếng Anh'), (6, 'reading.story_hour', 'Kể chuyện cho trẻ')) k (n, kind, title) on k.n = i % 7;
            insert into activity (id, edition_id, unit_id, kind, title, from_at, to_at, about, audience, seats, showing, showing_at, showing_by, write_key, made_at, made_by, changed_at, changed_by)
            select o.id, e.id, o.unit_id, o.kind, o.title, o.from_at, o.from_at + interval '90 minutes', 'Ai cũng đến được, không cần biết trước. Có sách, có người giúp.', (array['all', 'children', 'adults'])[1 + o.i % 3], case when o.i % 4 = 0 then 60 end, 'public', now(), p.id, o.id, now(), p.id, now(), p.id
              from offered o join edition e on e.year = 2025 cross join (select min(id) as id from person) p;
            insert into activity_place (activity_id, position, name, address) select id, 1, 'Nhà văn hóa số ' || i, i || ' đường Nguyễn Trãi' from offered;
            """));
        await RunAsync(connection, "vacuum analyze activity, activity_place");
        return province;
    }

    static async Task<(double PerSecond, List<double> Times)> LoadAsync(Visitor visitor, string path)
    {
        var times = new ConcurrentBag<double>();
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(async _ =>
        {
            while (Stopwatch.GetElapsedTime(start) < Turn)
            {
                var asked = Stopwatch.GetTimestamp();
                await visitor.BytesAsync(path);
                times.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
            }
        }));
        return (times.Count / Stopwatch.GetElapsedTime(start).TotalSeconds, [.. times]);
    }

    /// <summary>Everybody at once for an activity of 100 seats, each with a form of their own: how many a second are answered, how many have a seat, and how many seats were given beyond those there are or to who waits as well.</summary>
    static async Task<(double PerSecond, double Seated, double Oversold)> RegisterAsync(NpgsqlDataSource source, Visitor visitor, Guid activity)
    {
        await using (var connection = await source.OpenConnectionAsync())
            await RunAsync(connection, string.Create(CultureInfo.InvariantCulture, $"insert into activity_door (activity_id, seats, opens_at, changed_at) values ('{activity}', {Seats}, now(), now())"));
        var path = $"/week/activities/{activity}/registration";
        var forms = new ConcurrentBag<Dictionary<string, string>>();
        await Parallel.ForEachAsync(Enumerable.Range(0, Registrations), new ParallelOptions { MaxDegreeOfParallelism = Clients }, async (number, _) =>
        {
            var form = Visitor.Hidden(await visitor.ReadAsync(path));
            (form["name"], form["contact"], form["people"], form["children"], form["consent"]) = ("Nguyễn Thị Thử", string.Create(CultureInfo.InvariantCulture, $"nguoi{number}@thu.example"), "1", "0", "1");
            forms.Add(form);
        });
        // Who reads a form takes three seconds.
        await Task.Delay(TimeSpan.FromSeconds(4));
        var began = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(forms, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (form, _) =>
        {
            using var answer = await visitor.PostAsync(path, form);
            if (answer.StatusCode != System.Net.HttpStatusCode.Redirect) throw new InvalidOperationException($"{path}: {answer.StatusCode}");
        });
        var rate = Registrations / Stopwatch.GetElapsedTime(began).TotalSeconds;
        var seated = await AskAsync<long>(source, "select coalesce(sum(people) filter (where state in ('seated', 'offered')), 0)::bigint from registration");
        var both = await AskAsync<long>(source, "select count(*) - count(distinct contact_key) from registration");
        return (rate, seated, Math.Max(0, seated - Seats) + both);
    }

    /// <summary>Searches without marks that nobody made before, one after the other.</summary>
    static async Task<List<double>> SearchAsync(Visitor visitor)
    {
        var times = new List<double>();
        for (var number = 0; number < Searches; number++)
        {
            var asked = Stopwatch.GetTimestamp();
            await visitor.BytesAsync(string.Create(CultureInfo.InvariantCulture, $"/week/find?q={Uri.EscapeDataString(Words[number % Words.Length])}+{number}"));
            times.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
        }
        return times;
    }

    /// <summary>The longest time, in seconds, from the commit of another title to the page that shows it, while the page is asked without end.</summary>
    static async Task<double> RenewedAsync(NpgsqlDataSource source, Visitor visitor, Guid activity)
    {
        var longest = 0.0;
        await using var connection = await source.OpenConnectionAsync();
        for (var number = 0; number < Changes; number++)
        {
            var title = $"Tên đổi lần {number.ToString(CultureInfo.InvariantCulture)}";
            await RunAsync(connection, $"""
                with changed as (update activity set title = '{title}', changed_at = now() where id = '{activity}' returning *)
                insert into happening (at, unit_id, edition_id, kind, thing, thing_id) select now(), unit_id, edition_id, 'activity-planned', 'activity', id::text from changed
                """);
            var changed = Stopwatch.GetTimestamp();
            while (!(await visitor.ReadAsync($"/week/activities/{activity}")).Contains(title, StringComparison.Ordinal)) await Task.Delay(20);
            longest = Math.Max(longest, Stopwatch.GetElapsedTime(changed).TotalSeconds);
        }
        return longest;
    }

    static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync();
    }

    static async Task<T> AskAsync<T>(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }
}
