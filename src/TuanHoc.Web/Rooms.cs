namespace TuanHoc.Web;

/// <summary>The rooms of the house, left to right, and what each brings to the program.</summary>
public static class Rooms
{
    /// <summary>Fills a fresh database with what every edition needs, and sample mode with its samples; run in order after the migration, each step safe to repeat.</summary>
    public delegate Task Step(IServiceProvider services, CancellationToken cancel);

    public static IReadOnlyList<Step> Directory => [];

    public static IReadOnlyList<Step> Samples => [];

    public static IServiceCollection AddRooms(this IServiceCollection services) => services;

    public static void MapRooms(this IEndpointRouteBuilder app) { }

    /// <summary>What the console says once the application listens, beside its address.</summary>
    public static Task<IReadOnlyList<string>> GreetAsync(IServiceProvider services, string address, CancellationToken cancel) => Task.FromResult<IReadOnlyList<string>>([]);
}
