using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Simulation;

namespace Athanor.Properties;

/// <summary>How an equation of state is computed.</summary>
public sealed record EosSettings
{
    /// <summary>Volumes reach from 1 − this to 1 + this of the one at rest.</summary>
    public double Range { get; init; } = 0.06;

    /// <summary>Number of volumes, the one at rest in their middle.</summary>
    public int Points { get; init; } = 11;

    /// <summary>Whether the cell keeps its shape. Else, where it may have another one, it is that of rest under the pressure which brings it to about the volume.</summary>
    public bool KeepShape { get; init; }

    /// <summary>Å within which the crystal counts as symmetric; it is then made so exactly.</summary>
    public double Tolerance { get; init; } = 1e-3;

    /// <summary>Whether the members of an ensemble are asked one by one.</summary>
    public bool Uncertainty { get; init; } = true;
}

/// <summary>One volume.</summary>
/// <param name="Volume">Å³ of the cell.</param>
/// <param name="Energy">eV of the cell.</param>
/// <param name="Pressure">eV/Å³, from the potential's stress; NaN where it has none.</param>
public readonly record struct EosPoint(double Volume, double Energy, double Pressure);

/// <summary>Energies of a crystal by its volume, its ions at rest in each, and the equations of state that go through them.</summary>
public sealed class EquationOfState
{
    EquationOfState(string potential, Structure structure, IReadOnlyList<EosPoint> points, bool sheared)
    {
        (Potential, Structure, Points, ShapeRelaxed) = (potential, structure, points, sheared);
        double[] volumes = [.. points.Select(p => p.Volume)], energies = [.. points.Select(p => p.Energy)];
        Fits = [EosForm.BirchMurnaghan.Fit(volumes, energies), EosForm.Vinet.Fit(volumes, energies)];
    }

    public string Potential { get; }

    /// <summary>The primitive cell at rest.</summary>
    public Structure Structure { get; }

    /// <summary>By growing volume.</summary>
    public IReadOnlyList<EosPoint> Points { get; }

    /// <summary>Whether the shape of the cell followed the volume.</summary>
    public bool ShapeRelaxed { get; }

    /// <summary>Birch and Murnaghan's, then Vinet's.</summary>
    public IReadOnlyList<EosFit> Fits { get; }

    /// <summary>Sample standard deviations over members, in the order of <see cref="Numbers"/>; null where there are none.</summary>
    public double[]? Spread { get; private set; }

    /// <summary>Of members that have no answer.</summary>
    public IReadOnlyList<string> MemberRemarks { get; private set; } = [];

    /// <summary>Of one of the fits: volume (Å³) and energy (eV) of an atom at rest, bulk modulus (GPa), its derivative.</summary>
    public IReadOnlyList<(string Name, Estimate Value)> Of(int fit)
    {
        (string Name, string Unit)[] what = [("volume per atom", "Å³"), ("energy per atom", "eV"), ("bulk modulus", "GPa"), ("dB/dP", "")];
        var numbers = Numbers();
        return [.. what.Select((w, k) => (w.Name, new Estimate(numbers[4 * fit + k], w.Unit, Model: Spread?[4 * fit + k])))];
    }

    /// <summary>Of the conventional cell of the crystal at rest (not of a fit), what its system leaves free: lengths a, b, c (Å), angles alpha, beta, gamma (°).</summary>
    public IReadOnlyList<(string Name, Estimate Value)> Lattice
    {
        get
        {
            int[] free = ConventionalCell.Of(SpaceGroup.Of(Structure)).System switch
            {
                CrystalSystem.Cubic => [0],
                CrystalSystem.Tetragonal or CrystalSystem.Hexagonal or CrystalSystem.Trigonal => [0, 2],
                CrystalSystem.Orthorhombic => [0, 1, 2],
                CrystalSystem.Monoclinic => [0, 1, 2, 4],
                _ => [0, 1, 2, 3, 4, 5],
            };
            string[] names = ["a", "b", "c", "alpha", "beta", "gamma"];
            var (numbers, from) = (Numbers(), 4 * Fits.Count);
            return [.. free.Select(k => (names[k], new Estimate(numbers[from + k], k < 3 ? "Å" : "°", Model: Spread?[from + k])))];
        }
    }

    /// <exception cref="AtomsException">It is no crystal, or the range makes no sense.</exception>
    /// <exception cref="SimulationException">It does not come to rest.</exception>
    public static EquationOfState Of(
        Structure structure, IPotential potential, EosSettings? settings = null, Team? team = null, Action<ElasticStep>? progress = null, CancellationToken cancellation = default)
    {
        settings ??= new EosSettings();
        if (!structure.Periodic.IsBulk)
            throw new AtomsException($"{structure} does not repeat in three directions; an equation of state is that of a crystal.");
        if (settings.Range is not (> 0 and < 0.5) || settings.Points < 5)
            throw new AtomsException("An equation of state wants a range above 0 and below 0.5, and five volumes or more.");
        var mean = Once(structure, potential, settings, team ?? Team.Single, "", progress, cancellation);
        var members = settings.Uncertainty
            ? StandingMembers.Of(potential, mean.Numbers().Length, (m, number) => Once(structure, m, settings, team ?? Team.Single, $"member {number}: ", progress, cancellation).Numbers())
            : StandingMembers.None;
        (mean.Spread, mean.MemberRemarks) = members;
        return mean;
    }

    static EquationOfState Once(Structure structure, IPotential potential, EosSettings settings, Team team, string who, Action<ElasticStep>? progress, CancellationToken cancellation)
    {
        var rest = CrystalRest.ToStrain(structure, potential, new ElasticSettings { ForceTolerance = 1e-5, StressTolerance = 1e-3, Tolerance = settings.Tolerance }, team, k => progress?.Invoke(new ElasticStep(who + "relaxing", k, null)), cancellation);
        var group = SpaceGroup.Of(rest);
        var kept = new KeptSymmetry(potential, group);
        EosPoint At(Structure start, CellFreedom cell, double pressure, int done)
        {
            progress?.Invoke(new ElasticStep(who + "volumes", done, settings.Points));
            var settled = Relaxation.Run(start, kept, new RelaxationSettings { ForceTolerance = 1e-5, Cell = cell, Pressure = pressure, StressTolerance = 1e-3 }, team, cancellation: cancellation);
            cancellation.ThrowIfCancellationRequested();
            if (!settled.Converged)
                throw new SimulationException($"At {start.Cell!.Volume / rest.Cell!.Volume:0.###} of its volume {rest} does not come to rest; take a smaller --range{(cell == CellFreedom.None ? "" : ", or --keep-shape")}.");
            return new EosPoint(settled.Structure.Cell!.Volume, settled.Energy, settled.Frame.Stress is { } stress ? -stress.Trace / 3 : double.NaN);
        }
        Structure Scaled(double volume) => rest.Strained((Math.Cbrt(volume) - 1) * Mat3.Identity);
        double[] wanted = [.. Enumerable.Range(0, settings.Points).Select(k => 1 - settings.Range + 2 * settings.Range * k / (settings.Points - 1))];
        var same = new EquationOfState(potential.Name, rest, [.. wanted.Select((v, k) => At(Scaled(v), CellFreedom.None, 0, k))], false);
        // One symmetric strain that symmetry allows, the isotropic one, is no shape.
        if (settings.KeepShape || ConventionalCell.Of(group).System == CrystalSystem.Cubic)
            return same;
        EosPoint[] points = [.. wanted.Select((v, k) => At(Scaled(v), CellFreedom.Full, Units.GigaPascal * same.Fits[1].Pressure(v * rest.Cell!.Volume), k))];
        return new EquationOfState(potential.Name, rest, [.. points.OrderBy(p => p.Volume)], true);
    }

    /// <summary>Those of <see cref="Of(int)"/> for each fit, then lengths (Å) and angles (°) of the conventional cell.</summary>
    internal double[] Numbers()
    {
        var vectors = ConventionalCell.Of(SpaceGroup.Of(Structure)).Vectors;
        Vec3[] v = [.. Enumerable.Range(0, 3).Select(k => new Vec3(vectors[k, 0], vectors[k, 1], vectors[k, 2]))];
        double Angle(Vec3 one, Vec3 other) => 180 / Math.PI * Math.Acos(Math.Clamp(Vec3.Dot(one, other) / (one.Length * other.Length), -1, 1));
        return
        [
            .. Fits.SelectMany(f => new[] { f.Parameters.Volume / Structure.Count, f.Parameters.Energy / Structure.Count, Units.GigaPascal * f.Parameters.Bulk, f.Parameters.Slope }),
            v[0].Length, v[1].Length, v[2].Length, Angle(v[1], v[2]), Angle(v[0], v[2]), Angle(v[0], v[1]),
        ];
    }
}
