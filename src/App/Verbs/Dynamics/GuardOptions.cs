using System.CommandLine;
using Athanor.Simulation;

namespace Athanor.App;

/// <summary>The options of the guard, which stops a run before it becomes nonsense.</summary>
sealed class GuardOptions
{
    readonly Option<bool> _none = new("--no-guard") { Description = "Let the run go on whatever happens" };
    readonly Option<double?> _contact = Limit("--guard-contact", "fraction", "Stop when atoms come closer than this fraction of the sum of their covalent radii (0.6)");
    readonly Option<double?> _force = Limit("--guard-force", "eV/Å", "Stop at a larger force on an atom (100)");
    readonly Option<double?> _temperature = Limit("--guard-temperature", "K", "Stop at a higher temperature (five times the target and 2000)");
    readonly Option<double?> _drift = Limit("--guard-drift", "eV/atom", "Stop when the conserved energy has gone this far (0.01 in nve)");
    readonly Option<int?> _range = new("--guard-range") { HelpName = "atoms", Description = "Stop when more atoms than this are outside what the model was trained on (0)" };
    readonly Option<double?> _uncertainty = Limit("--guard-uncertainty", "eV/Å", "Stop when a force is less certain than this");

    public IEnumerable<Option> All => [_none, _contact, _force, _temperature, _drift, _range, _uncertainty];

    /// <exception cref="UsageException">A limit makes no sense.</exception>
    public void Check(Call call) => Limits(call, new GuardLimits());

    /// <param name="framePath">Where an offending frame goes.</param>
    /// <returns>Null where none is wanted.</returns>
    /// <exception cref="UsageException">A limit makes no sense.</exception>
    public Guard? Read(Call call, DynamicsSettings settings, string framePath) =>
        Limits(call, GuardLimits.For(settings)) is { } limits ? new Guard(limits, framePath) : null;

    /// <summary>What the options change of the usual limits; null where no guard is wanted.</summary>
    /// <exception cref="UsageException">A limit makes no sense.</exception>
    public GuardLimits? Limits(Call call, GuardLimits usual)
    {
        if (call.Get(_none))
        {
            return All.Skip(1).FirstOrDefault(call.Has) is { } given
                ? throw new UsageException($"{given.Name} and --no-guard contradict each other.")
                : null;
        }
        return usual with
        {
            Contact = call.From(_contact, "", 0) ?? usual.Contact,
            Force = call.Positive(_force, "eV/Å") ?? usual.Force,
            Temperature = call.Positive(_temperature, "K") ?? usual.Temperature,
            Drift = call.Positive(_drift, "eV/atom") ?? usual.Drift,
            AtomsOutOfRange = call.From(_range, "atoms", 0) ?? usual.AtomsOutOfRange,
            ForceUncertainty = call.Positive(_uncertainty, "eV/Å"),
        };
    }

    static Option<double?> Limit(string name, string unit, string description) => new(name) { HelpName = unit, Description = description };
}
