using System.CommandLine;
using System.Globalization;
using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Properties;

namespace Athanor.App;

/// <summary>What of <c>conductivity</c> is for phonons alone.</summary>
sealed class BoltzmannOptions
{
    readonly Option<string?> _mesh = new("--mesh") { HelpName = "n[ n n]", Description = "Wave vectors in each direction of the primitive cell's reciprocal lattice (as many as some seconds allow)" };
    readonly Option<double?> _cutoff = new("--third-cutoff") { HelpName = "Å", Description = "Three atoms count where none is farther from another (the most the supercell has room for)" };
    readonly Option<double?> _displacement = new("--displacement") { HelpName = "Å", Description = "By which atoms are moved for third derivatives (0.001 with exact derivatives of forces, else 0.01)" };
    readonly Option<bool> _relaxation = new("--relaxation-times") { Description = "Every mode relaxes by itself: no full solution" };
    readonly Option<bool> _classical = new("--classical") { Description = "Every mode has kT, as in molecular dynamics" };
    readonly Option<string[]> _variances = new("--mass-variance") { HelpName = "element=g", Description = "Isotopes: Σ f (1 − m/m̄)², such as Si=2.01e-4 of natural silicon; may be repeated", AllowMultipleArgumentsPerToken = true };
    readonly Option<double> _smearing = new("--smearing") { HelpName = "factor", Description = "Of the Gaussian that keeps the energy; its width follows from grid and velocities", DefaultValueFactory = _ => 1 };
    readonly Option<bool> _oneGrid = new("--one-grid") { Description = "Do not solve on coarser grids too" };
    readonly Option<bool> _uncertainty = new("--uncertainty") { Description = "The spread over the members of an ensemble, each by its own force constants" };

    public IEnumerable<Option> All => [_mesh, _cutoff, _displacement, _relaxation, _classical, _variances, _smearing, _oneGrid, _uncertainty];

    /// <exception cref="UsageException">A number that makes no sense.</exception>
    public BoltzmannSettings Read(Call call, (int A, int B, int C)? supercell, IReadOnlyList<double> temperatures)
    {
        if (call.Get(_displacement) is { } step && !(step is > 0 and < 0.5))
            throw new UsageException($"--displacement is a number of Å above 0 and below 0.5, such as 0.01, not {step}.");
        if (call.Get(_smearing) is not (> 0 and < 100))
            throw new UsageException($"--smearing is a factor above 0 and below 100, usually 1, not {call.Get(_smearing)}.");
        return new BoltzmannSettings
        {
            Repeats = supercell is { } s ? Mat3.Diagonal(s.A, s.B, s.C) : null,
            Mesh = WholeNumbers.Of(call, _mesh, 2, 60),
            ThirdOrder = new ThirdOrderSettings { Cutoff = call.Positive(_cutoff, "Å"), Displacement = call.Get(_displacement) },
            Transport = new TransportSettings
            {
                Temperatures = temperatures,
                Smearing = call.Get(_smearing),
                Classical = call.Get(_classical),
                RelaxationTimeOnly = call.Get(_relaxation),
                MassVariances = Variances(call.Get(_variances) ?? []),
            },
            Convergence = !call.Get(_oneGrid),
            Uncertainty = call.Get(_uncertainty),
        };
    }

    static Dictionary<Element, double> Variances(string[] texts)
    {
        var all = new Dictionary<Element, double>();
        foreach (var (element, g) in texts.Select(Variance))
        {
            if (!all.TryAdd(element, g))
                throw new UsageException($"--mass-variance is given twice for {element}.");
        }
        return all;
    }

    static KeyValuePair<Element, double> Variance(string text)
    {
        var parts = text.Split('=');
        if (parts.Length != 2 || !Element.TryParse(parts[0], out var element) || !double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var g) || !(g is >= 0 and < 1))
            throw new UsageException($"--mass-variance takes an element and a number from 0 to 1, such as Si=2.01e-4; '{text}' is not that.");
        return new(element, g);
    }
}
