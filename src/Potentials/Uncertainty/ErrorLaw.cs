using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Potentials;

/// <summary>
/// How large the errors of a potential are, learned from frames that it was not trained on: σ² = (stretch · spread)² + noise². The spread of members (epistemic) is stretched by one number, so that energies, forces, members and
/// whatever is computed from them stay consistent; noise (aleatoric) is what no member knows. What is left, that errors are not normal and not everywhere alike, is taken up by conformal factors on σ.
/// </summary>
/// <remarks>A potential without members has noise alone. docs/uncertainty.md says how it is fitted.</remarks>
/// <param name="Stretch">α, by which members are moved away from their mean.</param>
/// <param name="EnergyNoise">σ₀ of energies, eV per √atom; null where nothing is known.</param>
/// <param name="ForceNoise">σ₀ of force components by element, eV/Å; empty where nothing is known.</param>
public sealed record ErrorLaw(double Stretch, double? EnergyNoise, IReadOnlyDictionary<Element, double> ForceNoise)
{
    /// <summary>M, whose spread was looked at; 0 where there are none, or where the spread does not come of a few members.</summary>
    public int Members { get; init; }

    /// <summary>Frames it was learned from.</summary>
    public int Frames { get; init; }

    /// <summary>Factors on σ of energies by level (<see cref="ErrorLevels.All"/>); those of a normal distribution where null.</summary>
    public double[]? EnergyFactors { get; init; }

    /// <summary>Factors on σ of force components, by element; those of a normal distribution for elements that are missing.</summary>
    public IReadOnlyDictionary<Element, ForceFactors> ForceFactors { get; init; } = new Dictionary<Element, ForceFactors>();

    /// <summary>The largest σ of an atom's force among those frames (length of the vector of its components'), eV/Å; null where there were no forces.</summary>
    public double? LargestForceSigma { get; init; }

    /// <summary>The largest root mean square over a frame's atoms of the same, eV/Å; null where there were no forces.</summary>
    public double? MeanForceSigma { get; init; }

    /// <summary>The largest σ of an energy, eV per atom; null where there were none.</summary>
    public double? LargestEnergySigma { get; init; }

    /// <summary>How far the frames lay outside the range of the training, as <see cref="RangeExcess.Amount"/>, all but the farthest few; null where the potential knows no range.</summary>
    public double? Excess { get; init; }

    /// <summary>σ₀ of an element's force components; that of the worst known element where this one is unknown.</summary>
    public double NoiseOf(Element element) => ForceNoise.TryGetValue(element, out var own) ? own : ForceNoise.Count > 0 ? ForceNoise.Values.Max() : 0;

    /// <summary>Half the width of the interval about the energy that holds a share of errors, eV; null where σ is unknown.</summary>
    /// <param name="law">Where null, σ is taken to be that of a normal distribution.</param>
    /// <param name="level">One of <see cref="ErrorLevels.All"/>.</param>
    public static double? EnergyWidth(ErrorLaw? law, Prediction prediction, double level = ErrorLevels.Usual) =>
        prediction.EnergySigma is null ? null : law.EnergyFactor(level) * law.Sigma(prediction.EnergyStd ?? 0, prediction.EnergyNoise ?? 0, level);

    /// <summary>The same of each component of the force on an atom, eV/Å.</summary>
    public static Vec3 ForceWidth(ErrorLaw? law, Prediction prediction, Element element, int atom, double level = ErrorLevels.Usual) =>
        law.ForceFactor(element, prediction.Forces[atom].Length, level) * law.Sigma(prediction.HasForcesStd ? prediction.ForcesStd[atom] : Vec3.Zero, prediction.HasForcesNoise ? prediction.ForcesNoise[atom] : 0, level);

    /// <summary>The same law of a multiple of the potential.</summary>
    internal ErrorLaw Times(double factor) => Math.Abs(factor) == 1 ? this : this with
    {
        EnergyNoise = Math.Abs(factor) * EnergyNoise,
        ForceNoise = ForceNoise.ToDictionary(n => n.Key, n => Math.Abs(factor) * n.Value),
        LargestForceSigma = Math.Abs(factor) * LargestForceSigma,
        MeanForceSigma = Math.Abs(factor) * MeanForceSigma,
        LargestEnergySigma = Math.Abs(factor) * LargestEnergySigma,
    };

    /// <summary>The law of the mean of several potentials whose own laws are known: their errors have much in common, so that noise is as large as theirs, and their spread comes on top.</summary>
    internal static ErrorLaw OfMean(IReadOnlyList<ErrorLaw> laws)
    {
        var energies = laws.Where(l => l.EnergyNoise is not null).ToArray();
        return new ErrorLaw(
            1,
            energies.Length > 0 ? Mean(energies.Select(l => l.EnergyNoise!.Value)) : null,
            laws.SelectMany(l => l.ForceNoise).GroupBy(n => n.Key).ToDictionary(g => g.Key, g => Mean(g.Select(n => n.Value))))
        {
            Members = laws.Count,
            Frames = laws.Min(l => l.Frames),
            LargestForceSigma = laws.Max(l => l.LargestForceSigma),
            MeanForceSigma = laws.Max(l => l.MeanForceSigma),
            LargestEnergySigma = laws.Max(l => l.LargestEnergySigma),
            Excess = laws.Max(l => l.Excess),
        };

        static double Mean(IEnumerable<double> noise) => Math.Sqrt(noise.Average(n => n * n));
    }
}

/// <summary>Factors on σ, also where no law is known.</summary>
public static class ErrorLawFactors
{
    /// <summary>As if the stretch were known from so many errors: from one kind of structure to another it differs by a quarter or more.</summary>
    const double StretchFreedom = 8;

    /// <summary>
    /// σ for an interval of a level, to be multiplied by its factor. M members do not know their own spread well, nor is the stretch the same everywhere: spread is widened as Student's distribution is wider than the normal one, of
    /// ν degrees of freedom, 1/ν = 1/(M − 1) + 1/<see cref="StretchFreedom"/>.
    /// </summary>
    /// <param name="spread">After the stretch.</param>
    public static double Sigma(this ErrorLaw? law, double spread, double noise, double level)
    {
        var wide = spread * law.Widening(level);
        return Math.Sqrt(wide * wide + noise * noise);
    }

    /// <inheritdoc cref="Sigma(ErrorLaw?, double, double, double)"/>
    public static Vec3 Sigma(this ErrorLaw? law, Vec3 spread, double noise, double level)
    {
        var (wide, squared) = (law.Widening(level), noise * noise);
        var s = wide * spread;
        return new Vec3(Math.Sqrt(s.X * s.X + squared), Math.Sqrt(s.Y * s.Y + squared), Math.Sqrt(s.Z * s.Z + squared));
    }

    static double Widening(this ErrorLaw? law, double level) => law is { Members: > 1 } ? ErrorLevels.Student(level, 1 / (1.0 / (law.Members - 1) + 1 / StretchFreedom)) : 1;

    /// <summary>Factor on σ of the energy.</summary>
    public static double EnergyFactor(this ErrorLaw? law, double level) => law?.EnergyFactors is { } factors ? factors[ErrorLevels.IndexOf(level)] : ErrorLevels.Normal[ErrorLevels.IndexOf(level)];

    /// <summary>Factor on σ of a component of a force.</summary>
    /// <param name="size">Length of the predicted force, eV/Å.</param>
    public static double ForceFactor(this ErrorLaw? law, Element element, double size, double level) => law is not null && law.ForceFactors.TryGetValue(element, out var factors)
        ? factors.Factors[factors.BinOf(size)][ErrorLevels.IndexOf(level)]
        : ErrorLevels.Normal[ErrorLevels.IndexOf(level)];
}
