using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Properties;

/// <summary>A crystal at one volume.</summary>
/// <param name="Scale">Of all lengths, to those of the crystal that the harmonic phonons are of.</param>
/// <param name="Volume">Å³ of a primitive cell.</param>
/// <param name="StaticEnergy">eV of a primitive cell.</param>
/// <param name="Lowest">The lowest frequency on the mesh, THz; negative where imaginary.</param>
public sealed record CrystalVolume(double Scale, double Volume, double StaticEnergy, CrystalThermodynamics Thermodynamics, double Lowest);

/// <summary>What a crystal without pressure is like at a temperature; of a primitive cell.</summary>
/// <param name="Temperature">K.</param>
/// <param name="Volume">Å³.</param>
/// <param name="Expansion">β = (1/V) dV/dT, 1/K; a third of it is the linear one of a cubic crystal.</param>
/// <param name="BulkModulus">Isothermal, eV/Å³.</param>
/// <param name="FreeEnergy">eV, with the static energy.</param>
/// <param name="HeatCapacity">At constant volume, at this volume, eV/K.</param>
/// <param name="Residual">Of the fit, eV.</param>
public sealed record ExpansionState(double Temperature, double Volume, double Expansion, double BulkModulus, double FreeEnergy, double HeatCapacity, double Residual)
{
    /// <summary>Cp = Cv + T V β² B, eV/K.</summary>
    public double HeatCapacityAtConstantPressure => HeatCapacity + Temperature * Volume * Expansion * Expansion * BulkModulus;

    /// <summary>γ = V β B / Cv; not a number at 0 K.</summary>
    public double Grueneisen => HeatCapacity > 0 ? Volume * Expansion * BulkModulus / HeatCapacity : double.NaN;
}

/// <summary>Standard deviations of an <see cref="ExpansionState"/> over the members of a potential, in its units.</summary>
public sealed record ExpansionSpread(double Volume, double Expansion, double BulkModulus, double HeatCapacityAtConstantPressure);

/// <summary>
/// The quasi-harmonic approximation: harmonic phonons at several volumes, F(V, T) = E(V) + F_ph(V, T) fitted at each temperature by the curve of Vinet, whose minimum is the volume without pressure. All axes are scaled alike.
/// </summary>
public sealed class QuasiHarmonic
{
    /// <summary>Fewer than this leave nothing of a fit of four numbers.</summary>
    const int FewestVolumes = 5;

    QuasiHarmonic(IReadOnlyList<CrystalVolume> volumes, IReadOnlyList<CrystalVolume> left, IReadOnlyList<ExpansionState> states, IReadOnlyList<double> beyond, GrueneisenParameters grueneisen) =>
        (Volumes, LeftOut, States, Beyond, Grueneisen) = (volumes, left, states, beyond, grueneisen);

    /// <summary>Those that were fitted.</summary>
    public IReadOnlyList<CrystalVolume> Volumes { get; }

    /// <summary>Volumes at which modes are imaginary, which have no free energy.</summary>
    public IReadOnlyList<CrystalVolume> LeftOut { get; }

    public IReadOnlyList<ExpansionState> States { get; }

    /// <summary>Temperatures, K, at which the crystal would be larger or smaller than all volumes that were looked at; they have no state.</summary>
    public IReadOnlyList<double> Beyond { get; }

    public GrueneisenParameters Grueneisen { get; }

    /// <summary>By state: sample standard deviations over the potential's members, each at its own volumes' free energies; null where they were not asked for. What a member has no state for is not a number.</summary>
    public IReadOnlyList<ExpansionSpread>? Spread { get; private set; }

    /// <summary>Scales of lengths that are usually looked at.</summary>
    public static IReadOnlyList<double> UsualScales { get; } = [.. Enumerable.Range(0, 9).Select(k => 0.98 + 0.0075 * k)];

    /// <param name="phonons">At one volume, that of rest where the cell was relaxed; their supercell and mesh are taken for all.</param>
    /// <param name="scales">Of lengths, at least five.</param>
    /// <exception cref="PotentialException">Too few volumes at which the crystal is stable.</exception>
    public static QuasiHarmonic Compute(
        Phonons phonons, IPotential potential, PhononSettings settings, IReadOnlyList<double> scales, Team? team = null, Action<string>? progress = null, CancellationToken cancellation = default)
    {
        team ??= Team.Single;
        var all = Curve(phonons, potential, settings, scales, team, "", progress, cancellation);
        CrystalVolume[] stable = [.. all.Where(v => v.Thermodynamics.Imaginary == 0)];
        if (stable.Length < FewestVolumes)
            throw new PotentialException($"The crystal has imaginary modes at {all.Count - stable.Length} of {all.Count} volumes; {stable.Length} with a free energy are too few for a fit. Look at its phonons first, without --quasi-harmonic.");
        var (states, beyond) = (new List<ExpansionState>(), new List<double>());
        foreach (var t in settings.Temperatures)
        {
            if (State(stable, t) is { } state)
                states.Add(state);
            else
                beyond.Add(t);
        }
        progress?.Invoke("Grüneisen parameters");
        var result = new QuasiHarmonic(stable, [.. all.Except(stable)], states, beyond, GrueneisenParameters.Compute(phonons, potential, settings, team, cancellation));
        if (settings.Uncertainty)
            result.Spread = SpreadOf(result, phonons, potential, settings, scales, team, progress, cancellation);
        return result;
    }

    static List<CrystalVolume> Curve(
        Phonons phonons, IPotential potential, PhononSettings settings, IReadOnlyList<double> scales, Team team, string who, Action<string>? progress, CancellationToken cancellation)
    {
        var all = new List<CrystalVolume>();
        foreach (var scale in scales)
        {
            progress?.Invoke($"{who}volume {all.Count + 1} of {scales.Count}");
            all.Add(At(scale, phonons, potential, settings, team, cancellation));
        }
        return all;
    }

    static ExpansionSpread[]? SpreadOf(
        QuasiHarmonic mean, Phonons phonons, IPotential potential, PhononSettings settings, IReadOnlyList<double> scales, Team team, Action<string>? progress, CancellationToken cancellation)
    {
        var number = 0;
        var spread = MemberSpread.Of(potential, member =>
        {
            var stable = Curve(phonons, member, settings, scales, team, $"member {++number}, ", progress, cancellation).Where(v => v.Thermodynamics.Imaginary == 0).ToArray();
            return [.. mean.States.Select(s => stable.Length < FewestVolumes ? null : State(stable, s.Temperature))
                .SelectMany(s => s is null ? new[] { double.NaN, double.NaN, double.NaN, double.NaN } : [s.Volume, s.Expansion, s.BulkModulus, s.HeatCapacityAtConstantPressure])];
        });
        return spread is null ? null : [.. spread.Chunk(4).Select(s => new ExpansionSpread(s[0], s[1], s[2], s[3]))];
    }

    /// <summary>The crystal with all lengths scaled, its atoms at rest.</summary>
    internal static (Structure Primitive, LatticeSupercell Lattice) Scaled(double scale, Phonons phonons, IPotential potential, PhononSettings settings, Team team, CancellationToken cancellation)
    {
        var primitive = phonons.Crystal.Structure.Strained((scale - 1) * Mat3.Identity);
        if (settings.Relax)
            primitive = CrystalRest.Harmonic(primitive, potential, settings with { Cell = Simulation.CellFreedom.None }, team, cancellation).Standing.Structure;
        return (primitive, new LatticeSupercell(primitive, phonons.ForceConstants.Lattice.Matrix));
    }

    static CrystalVolume At(double scale, Phonons phonons, IPotential potential, PhononSettings settings, Team team, CancellationToken cancellation)
    {
        var (primitive, lattice) = Scaled(scale, phonons, potential, settings, team, cancellation);
        var prediction = new Prediction();
        using (var evaluator = potential.Open(new EvaluatorOptions(team) { Cancellation = cancellation }))
            evaluator.Evaluate(lattice.Structure, Request.Energy, prediction);
        var matrices = new DynamicalMatrices(ForceConstants.Of(lattice, potential, settings.ForceConstants, team, null, cancellation));
        var modes = matrices.At(phonons.Mesh.Points, ModeRequest.Frequencies, team);
        var lowest = Enumerable.Range(0, modes.Q.Count).Min(q => modes.Frequency(q, 0));
        return new CrystalVolume(scale, primitive.Cell!.Volume, prediction.Energy / lattice.Cells, new CrystalThermodynamics(phonons.Mesh, modes), lowest);
    }

    static ExpansionState? State(CrystalVolume[] volumes, double temperature)
    {
        if (Fit(volumes, temperature) is not { } curve)
            return null;
        // The slope of the volume over ±1 K, of fits as smooth as the free energies they are made of.
        var (from, to) = (Math.Max(0, temperature - 1), temperature + 1);
        if (Fit(volumes, from) is not { } colder || Fit(volumes, to) is not { } warmer)
            return null;
        var rest = curve.Parameters;
        var expansion = temperature > 0 ? (warmer.Parameters.Volume - colder.Parameters.Volume) / ((to - from) * rest.Volume) : 0;
        return new ExpansionState(temperature, rest.Volume, expansion, rest.Bulk, rest.Energy, HeatCapacity(volumes, temperature, rest.Volume), curve.Rms);
    }

    // By a parabola of least squares through the heat capacities of all volumes.
    static double HeatCapacity(CrystalVolume[] volumes, double temperature, double volume)
    {
        var mean = volumes.Average(v => v.Volume);
        var (normal, right) = (Mat3.Zero, Vec3.Zero);
        foreach (var v in volumes)
        {
            var powers = new Vec3(1, v.Volume - mean, (v.Volume - mean) * (v.Volume - mean));
            normal += Mat3.Outer(powers, powers);
            right += v.Thermodynamics.At(temperature).HeatCapacity * powers;
        }
        var away = volume - mean;
        return Vec3.Dot(normal.Inverse() * right, new Vec3(1, away, away * away));
    }

    static EosFit? Fit(CrystalVolume[] volumes, double temperature)
    {
        double[] v = [.. volumes.Select(x => x.Volume)];
        var curve = EosForm.Vinet.Fit(v, FreeEnergies(volumes, temperature));
        return curve.Parameters.Volume >= v.Min() && curve.Parameters.Volume <= v.Max() ? curve : null;
    }

    static double[] FreeEnergies(CrystalVolume[] volumes, double temperature) => [.. volumes.Select(x => x.StaticEnergy + x.Thermodynamics.FreeEnergy(temperature))];
}
