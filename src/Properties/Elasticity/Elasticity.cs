using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Simulation;

namespace Athanor.Properties;

/// <summary>
/// Elastic constants of a crystal at zero temperature, with ions that follow the strain and with ions clamped to the lattice, and what is made of them: moduli of grains, stability, sound, Debye's temperature.
/// </summary>
public sealed class Elasticity
{
    Elasticity(string potential, Structure structure, ElasticSettings settings) => (Potential, Structure, Settings) = (potential, structure, settings);

    /// <summary>Name of the potential.</summary>
    public string Potential { get; }

    /// <summary>The cell that was strained: primitive and at rest, unless the settings say otherwise; as the crystal lay.</summary>
    public Structure Structure { get; }

    public ElasticSettings Settings { get; }

    /// <summary>With ions at rest in the strained cell; in <see cref="Axes"/>.</summary>
    public ElasticTensor Stiffness { get; private init; } = null!;

    /// <summary>With ions that keep their fractional coordinates.</summary>
    public ElasticTensor Clamped { get; private init; } = null!;

    /// <summary>The axes of both.</summary>
    public CrystalAxes Axes { get; private init; } = null!;

    /// <summary>Stress of the crystal at rest, eV/Å³, tension positive; in <see cref="Axes"/>.</summary>
    public Mat3 Stress { get; private init; }

    /// <summary>−tr σ/3, eV/Å³.</summary>
    public double Pressure => -Stress.Trace / 3;

    /// <summary>Of the crystal at rest; null where none of the 230 fits.</summary>
    public SpaceGroupType? SpaceGroup { get; private init; }

    /// <summary>Rotations and mirrors that were used.</summary>
    public int Rotations { get; private init; }

    /// <summary>Coefficients that symmetry leaves, and strains that were applied for them.</summary>
    public (int Coefficients, int Strains) Independent { get; private init; }

    /// <summary>Evaluations, those of the Hessian and the relaxation apart.</summary>
    public int Evaluations { get; private init; }

    /// <summary>By how much the differences at the smaller strain alone would be off, eV/Å³; what is left after the correction is far less.</summary>
    public double Correction { get; private init; }

    /// <summary>The largest component of stress by unit strain that no symmetric stiffness explains, eV/Å³: rounding, residual stress, noise of the potential.</summary>
    public double Residual { get; private init; }

    /// <summary>Modes at Γ of negative curvature; the crystal is no minimum where there are any.</summary>
    public int UnstableModes { get; private init; }

    /// <summary>Modes at Γ, translations apart, that cost nothing.</summary>
    public int FreeModes { get; private init; }

    public bool FromEnergy { get; private init; }

    /// <summary>Sample standard deviations over the members of the potential's ensemble, in the order of <see cref="Numbers"/>; null where it has none.</summary>
    public double[]? Spread { get; private set; }

    /// <summary>Of members that have no answer, and of those with which the crystal is not stable.</summary>
    public IReadOnlyList<string> MemberRemarks { get; private set; } = [];

    /// <summary>amu/Å³.</summary>
    public double Density => SoundVelocity.Density(Structure);

    /// <summary>Debye's solid, from the waves in all directions.</summary>
    public DebyeModel Debye => DebyeModel.Of(Stiffness, Density, Structure.Count / Structure.Cell!.Volume);

    /// <summary>C_IJ in GPa, indices from 0.</summary>
    public Estimate C(int row, int column) => new(Units.GigaPascal * Stiffness[row, column], "GPa", Model: Spread?[6 * Math.Min(row, column) + Math.Max(row, column)]);

    /// <summary>Bulk, shear and Young's modulus (GPa), Poisson's ratio, universal anisotropy, longitudinal, transverse and mean speed of sound (m/s), Debye temperature (K), volume of an atom (Å³).</summary>
    public IReadOnlyList<(string Name, Estimate Value)> Derived
    {
        get
        {
            (string Name, string Unit)[] what =
            [
                ("bulk modulus", "GPa"), ("shear modulus", "GPa"), ("Young's modulus", "GPa"), ("Poisson's ratio", ""), ("universal anisotropy", ""),
                ("longitudinal sound", "m/s"), ("transverse sound", "m/s"), ("mean sound", "m/s"), ("Debye temperature", "K"), ("volume per atom", "Å³"),
            ];
            var numbers = Numbers();
            return [.. what.Select((w, k) => (w.Name, new Estimate(numbers[36 + k], w.Unit, Model: Spread?[36 + k])))];
        }
    }

    /// <summary>Brings the crystal to rest, where that is wanted, and strains it.</summary>
    /// <exception cref="AtomsException">It is no crystal.</exception>
    /// <exception cref="PotentialException">The potential does not cover it.</exception>
    /// <exception cref="SimulationException">It does not come to rest.</exception>
    public static Elasticity Of(
        Structure structure, IPotential potential, ElasticSettings? settings = null, Team? team = null, Action<ElasticStep>? progress = null, CancellationToken cancellation = default)
    {
        settings ??= new ElasticSettings();
        if (!structure.Periodic.IsBulk)
            throw new AtomsException($"{structure} does not repeat in three directions; elastic constants are those of crystals.");
        if (!(settings.Strain is > 0 and <= 0.1))
            throw new AtomsException($"The strain by which differences are taken is a number above 0 and up to 0.1, not {settings.Strain}.");
        var mean = Once(structure, potential, settings, team ?? Team.Single, "", progress, cancellation);
        if (!settings.Uncertainty)
            return mean;
        var (asked, unstable) = (0, new List<int>());
        var members = StandingMembers.Of(potential, mean.Numbers().Length, (m, number) =>
        {
            asked = number;
            var its = Once(structure, m, settings, team ?? Team.Single, $"member {number}: ", progress, cancellation);
            if (!its.Stiffness.IsStable)
                unstable.Add(number);
            return its.Numbers();
        });
        (mean.Spread, mean.MemberRemarks) = (members.Deviations, unstable.Count == 0 ? members.Remarks :
        [
            .. members.Remarks,
            $"{StandingMembers.Named(unstable, asked)} {(unstable.Count == 1 ? "finds" : "find")} the crystal unstable, some strain costs less than nothing with {(unstable.Count == 1 ? "it" : "them")}: hence wide errors, and none (± ?) of what only a stable crystal has, such as a Debye temperature.",
        ]);
        return mean;
    }

    static Elasticity Once(Structure structure, IPotential potential, ElasticSettings settings, Team team, string who, Action<ElasticStep>? progress, CancellationToken cancellation)
    {
        var cell = CrystalRest.ToStrain(structure, potential, settings, team, step => progress?.Invoke(new ElasticStep(who + "relaxing", step, null)), cancellation);
        var group = Atoms.SpaceGroup.Of(cell);
        var rotations = settings.Symmetry ? group.Rotations : [Mat3.Identity];
        // Strains are chosen in the axes of the answer, so that the way a crystal lies decides nothing.
        var axes = CrystalAxes.Of(group);
        var (into, outOf) = (axes.Rotation, axes.Rotation.Transposed);
        var forms = ElasticForms.Under([.. rotations.Select(r => into * r * outOf)]);
        using var evaluator = potential.Open(new EvaluatorOptions(team, Skin: 0.1) { Cancellation = cancellation });
        var ions = new IonResponse(Hessian.Of(cell, evaluator, k => progress?.Invoke(new ElasticStep(who + "ions", k, 3 * cell.Count)), cancellation));
        var probe = new StrainProbe(cell, evaluator, settings.Strain, cancellation);
        var stress = probe.Stress();
        var fromEnergy = settings.FromEnergy || !probe.HasStress;
        var strains = forms.Strains(whole: !fromEnergy);
        var (answers, clamped, correction) = (new List<double[]>(), new List<double[]>(), 0.0);
        double[] InAxes(double[] stressSlope) => Voigt.OfStress(into * Voigt.Stress(stressSlope) * outOf);
        foreach (var chosen in strains)
        {
            var strain = Voigt.OfStrain(outOf * Voigt.Strain(chosen) * into);
            progress?.Invoke(new ElasticStep(who + "strains", answers.Count, strains.Count));
            var moves = ions.To(probe.Forces(strain));
            if (fromEnergy)
            {
                var (curvature, off) = probe.EnergyCurvature(strain, moves);
                answers.Add([curvature]);
                clamped.Add([probe.EnergyCurvature(strain, null).Curvature]);
                correction = Math.Max(correction, off);
            }
            else
            {
                var (slope, off) = probe.StressSlope(strain, moves);
                answers.Add(InAxes(slope));
                clamped.Add(InAxes(probe.StressSlope(strain, null).Slope));
                correction = Math.Max(correction, off);
            }
        }
        var (stiffness, residual) = forms.Solve(strains, answers);
        var (rigid, _) = forms.Solve(strains, clamped);
        ElasticTensor Tensor(double[] values) => fromEnergy ? ToStressStrain(values, -stress.Trace / 3) : new ElasticTensor(values);
        return new Elasticity(potential.Name, cell, settings)
        {
            Stiffness = Tensor(stiffness),
            Clamped = Tensor(rigid),
            Axes = axes,
            Stress = into * stress * outOf,
            SpaceGroup = group.Type,
            Rotations = rotations.Count,
            Independent = (forms.Basis.Count, strains.Count),
            Evaluations = probe.Evaluations,
            Correction = correction,
            Residual = residual,
            UnstableModes = ions.Unstable,
            FreeModes = ions.Free,
            FromEnergy = fromEnergy,
        };
    }

    /// <summary>
    /// From the second derivatives by ε of the energy under r → r (1 + ε) over the volume: as σ V (1 + ε)⁻¹ is its first derivative, B = E″/V + P (δ_ij δ_kl − ½ (δ_ik δ_jl + δ_il δ_jk)).
    /// </summary>
    static ElasticTensor ToStressStrain(double[] values, double pressure) =>
        new([.. values.Select((c, k) => c + pressure * ((k / 6 < 3 && k % 6 < 3 ? 1 : 0) - (k / 6 != k % 6 ? 0 : k / 6 < 3 ? 1 : 0.5)))]);

    /// <summary>36 of the stiffness (GPa) row by row, then those of <see cref="Derived"/>.</summary>
    internal double[] Numbers()
    {
        var moduli = Stiffness.Averages;
        var (longitudinal, transverse) = DebyeModel.Speeds(moduli, Density);
        var debye = Debye;
        return
        [
            .. Stiffness.Values.ToArray().Select(c => c * Units.GigaPascal), Units.GigaPascal * moduli.Bulk, Units.GigaPascal * moduli.Shear, Units.GigaPascal * moduli.Young, moduli.Poisson, moduli.Anisotropy,
            longitudinal, transverse, debye.MeanSpeed, debye.Temperature, Structure.Cell!.Volume / Structure.Count,
        ];
    }
}
