using System.CommandLine;
using System.Globalization;
using Athanor.Properties;

namespace Athanor.App;

/// <summary>How a profile is made of samples.</summary>
/// <param name="sampled">Whether there are windows, which can also be put into bins and drawn again; runs under hills have their errors from blocks.</param>
sealed class ProfileOptions(bool sampled = true)
{
    readonly Option<string> _method = new("--method") { HelpName = "mbar|wham", Description = "Value by value, or in bins", DefaultValueFactory = _ => "mbar" };
    readonly Option<int> _bins = new("--bins") { HelpName = "n", Description = "Bins of the profile", DefaultValueFactory = _ => 60 };
    readonly Option<double?> _from = new("--profile-from") { HelpName = "x", Description = "Where the profile begins (the smallest value)" };
    readonly Option<double?> _to = new("--profile-to") { HelpName = "x", Description = "Where it ends (the largest value)" };
    readonly Option<int> _bootstraps = new("--bootstraps") { HelpName = "n", Description = "Resamplings by which errors are found; 0 for the asymptotic formula", DefaultValueFactory = _ => 100 };
    readonly Option<bool> _independent = new("--independent") { Description = "Values are independent of one another" };
    readonly Option<double> _barrier = new("--least-barrier") { HelpName = "kT", Description = "What is lower separates no valleys", DefaultValueFactory = _ => 1 };

    public IEnumerable<Option> All => sampled ? [_method, _bins, _from, _to, _bootstraps, _independent, _barrier] : [_bins, _from, _to, _barrier];

    /// <exception cref="UsageException">A number makes no sense.</exception>
    public ProfileSettings Read(Call call, double temperature)
    {
        var method = sampled ? call.Get(_method) : "mbar";
        if (method is not ("mbar" or "wham"))
            throw new UsageException($"--method is mbar or wham, not {method}.");
        if (sampled && call.Get(_bootstraps) is < 0 or 1 or > 100_000)
            throw new UsageException($"--bootstraps is 0, or a whole number from 2 to 100000, not {call.Get(_bootstraps)}.");
        var (from, to) = (call.Finite(_from), call.Finite(_to));
        if (from >= to)
            throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"A profile goes from one value to a larger one, not from --profile-from {from} to --profile-to {to}."));
        return new ProfileSettings(temperature)
        {
            Method = method == "wham" ? Unbiasing.Wham : Unbiasing.Mbar,
            Bins = call.Within(_bins, "", 2, 400),
            From = from,
            To = to,
            Bootstraps = sampled ? call.Get(_bootstraps) : 0,
            Independent = sampled && call.Get(_independent),
            LeastBarrier = call.Positive(_barrier, "kT"),
            Seed = call.Seed,
        };
    }
}
