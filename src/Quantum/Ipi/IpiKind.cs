using Athanor.Potentials;

namespace Athanor.Quantum;

/// <summary>
/// <c>ipi:unix:NAME</c> or <c>ipi:HOST:PORT</c>, then, if wanted, <c>wait=</c> and <c>timeout=</c> (s), <c>box=</c> (Å), <c>triangular</c> and <c>no-virial</c>: see <see cref="IpiSettings"/>.
/// </summary>
sealed class IpiKind : IPotentialKind
{
    /// <summary>The most that a socket's time-out can count.</summary>
    const double LongestSeconds = int.MaxValue / 1000;

    public string Name => "ipi";

    public string Usage => "ipi:unix:water";

    public IPotential Open(PotentialName name)
    {
        var arguments = new PotentialArguments(name);
        if (arguments.Keys.FirstOrDefault() is not { } where)
            throw name.Error($"'ipi' wants the address where clients are to come, as in '{Usage}' or 'ipi:localhost:31415'.");
        if (!arguments.Flag(where))
            throw name.Error("The address comes first.");
        IpiAddress address;
        try
        {
            address = IpiAddress.Parse(where);
        }
        catch (PotentialException e) when (e is not PotentialGrammarException)
        {
            throw arguments.Error(where, e.Message);
        }
        var settings = new IpiSettings(
            Seconds(arguments, "wait") ?? IpiSettings.Usual.Wait,
            Seconds(arguments, "timeout") ?? IpiSettings.Usual.Timeout,
            arguments.Flag("triangular"),
            arguments.Flag("no-virial"),
            arguments.Positive("box") ?? IpiSettings.Usual.Box);
        arguments.Finish();
        return new IpiPotential(address, settings);
    }

    static TimeSpan? Seconds(PotentialArguments arguments, string key) => arguments.Positive(key) switch
    {
        null => null,
        > LongestSeconds => throw arguments.Error(key, $"'{key}' is in seconds, {LongestSeconds:N0} of them at most."),
        { } seconds => TimeSpan.FromSeconds(seconds),
    };
}
