using System.Globalization;
using TuanHoc.Bench;

// Standard output carries "name value" lines alone; what is going on goes to standard error.
Dictionary<string, Func<Task<IEnumerable<(string Name, double Value)>>>> benches = new(StringComparer.Ordinal)
{
    ["rollup"] = RollupSql.RunAsync,
    ["submit"] = SubmitBench.RunAsync,
    ["mixed"] = MixedBench.RunAsync,
    ["fresh"] = FreshBench.RunAsync,
    ["deadline"] = DeadlineBench.RunAsync,
    ["pages"] = PagesBench.RunAsync,
    ["units"] = UnitsBench.RunAsync,
    ["access"] = AccessBench.RunAsync,
    ["plans"] = PlansBench.RunAsync,
    ["excel"] = ExcelBench.RunAsync,
    ["portal"] = PortalBench.RunAsync,
};

if (args is not [var name] || !benches.TryGetValue(name, out var run))
{
    await Console.Error.WriteLineAsync("dotnet run -c Release --project bench/TuanHoc.Bench -- " + string.Join(" | ", benches.Keys));
    return 2;
}
foreach (var (line, value) in await run())
    Console.WriteLine($"{line} {value.ToString(value == Math.Floor(value) ? "0" : value >= 100 ? "0.0" : "0.000", CultureInfo.InvariantCulture)}");
return 0;
