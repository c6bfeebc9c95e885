using System.CommandLine;
using Athanor.Properties;

namespace Athanor.App;

/// <summary>How a profile is made of samples.</summary>
/// <param name="sampled">Whether there are windows, which can also be put into bins.</param>
sealed class ProfileOptions(bool sampled = true)
{
    readonly Option<string> _method = new("--method") { HelpName = "mbar|wham", Description = "Value by value, or in bins", DefaultValueFactory = _ => "mbar" };
    readonly Option<int> _bins = new("--bins") { HelpName = "n", Description = "Bins of the profile", DefaultValueFactory = _ => 60 };
    readonly Option<double?> _from = new("--profile-from") { HelpName = "x", Description = "Where the profile begins (the smallest value)" };
    readonly Option<double?> _to = new("--profile-to") { HelpName = "x", Description = "Where it ends (the largest value)" };
    readonly Option<int> _bootstraps = new("--bootstraps") { HelpName = "n", Description = "Resamplings by which errors are found; 0 for the asymptotic formula", DefaultValueFactory = _ => 100 };
    readonly Option<bool> _independent = new("--independent") { Description = "Values are independent of one another" };
    readonly Option<double> _barrier = new("--least-barrier") { HelpName = "kT", Description = "What is lower separates no valleys", DefaultValueFactory = _ => 1 };

    public IEnumerable<Option> All => sampled ? [_method, _bins, _from, _to, _bootstraps, _independent, _barrier] : [_bins, _from, _to, _bootstraps, _barrier];

    /// <exception cref="UsageException">A number makes no sense.</exception>
    public ProfileSettings Read(Call call, double temperature)
    {
        var method = sampled ? call.Get(_method) : "mbar";
        if (method is not ("mbar" or "wham"))
            throw new UsageException($"--method is mbar or wham, not {method}.");
        if (call.Get(_bins) is < 2 or > 400)
            throw new UsageException("--bins is a number from 2 to 400.");
        if (call.Get(_bootstraps) is < 0 or 1 or > 100_000)
            throw new UsageException("--bootstraps is 0, or a number from 2 up.");
        if (!(call.Get(_barrier) > 0))
            throw new UsageException("--least-barrier is a number of kT above 0.");
        return new ProfileSettings(temperature)
        {
            Method = method == "wham" ? Unbiasing.Wham : Unbiasing.Mbar,
            Bins = call.Get(_bins),
            From = call.Get(_from),
            To = call.Get(_to),
            Bootstraps = call.Get(_bootstraps),
            Independent = sampled && call.Get(_independent),
            LeastBarrier = call.Get(_barrier),
            Seed = call.Seed,
        };
    }
}
