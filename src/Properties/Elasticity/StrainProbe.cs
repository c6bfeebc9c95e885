using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Properties;

/// <summary>
/// Derivatives of stress (or second derivatives of energy) by homogeneous strains r → r (1 + ε), by central differences at a strain and at twice it, of which the error of second order in the strain is eliminated
/// (Richardson). Ions are clamped to the lattice, or follow linearly: a move proportional to the strain brings the stress to first order where full relaxation would, and what it neglects cancels between the two signs.
/// </summary>
sealed class StrainProbe(Structure structure, IEvaluator evaluator, double step, CancellationToken cancellation)
{
    readonly Prediction _prediction = new();

    /// <summary>Number of evaluations up to now.</summary>
    internal int Evaluations { get; private set; }

    /// <summary>Whether the evaluator gives a stress.</summary>
    internal bool HasStress { get; private set; }

    /// <summary>The stress as the crystal stands, eV/Å³; by differences of the energy where there is no other.</summary>
    internal Mat3 Stress()
    {
        Evaluate(structure);
        HasStress = (_prediction.Holds & Request.Virial) != 0;
        return HasStress ? _prediction.StressIn(structure)!.Value : Voigt.Stress([.. Enumerable.Range(0, 6).Select(Slope)]);
    }

    /// <summary>∂F/∂e, eV/Å by atom and unit of strain.</summary>
    internal Vec3[] Forces(double[] strain)
    {
        var slope = new Vec3[structure.Count];
        foreach (var (factor, weight) in First())
        {
            Evaluate(At(strain, factor, null));
            for (var i = 0; i < slope.Length; i++)
                slope[i] += weight * _prediction.Forces[i];
        }
        return slope;
    }

    /// <summary>∂σ/∂e, six components, eV/Å³ by unit of strain; and how much the answers at the two strains differ, divided by three, which the smaller one alone would be off by.</summary>
    /// <param name="moves">Å by atom and unit of strain; null where ions are clamped.</param>
    internal (double[] Slope, double Correction) StressSlope(double[] strain, Vec3[]? moves)
    {
        var (slope, small) = (new double[6], new double[6]);
        foreach (var (factor, weight) in First())
        {
            var strained = At(strain, factor, moves);
            Evaluate(strained);
            var stress = Voigt.OfStress(_prediction.StressIn(strained)!.Value);
            for (var k = 0; k < 6; k++)
            {
                slope[k] += weight * stress[k];
                small[k] += Math.Abs(factor) == 1 ? Math.Sign(factor) * stress[k] / (2 * step) : 0;
            }
        }
        return (slope, slope.Zip(small, (a, b) => Math.Abs(a - b)).Max());
    }

    /// <summary>(1/V) ∂²E/∂e², eV/Å³, likewise.</summary>
    internal (double Curvature, double Correction) EnergyCurvature(double[] strain, Vec3[]? moves)
    {
        double Energy(int factor)
        {
            Evaluate(At(strain, factor, moves));
            return _prediction.Energy;
        }
        double centre = 2 * Energy(0), near = Energy(1) + Energy(-1) - centre, far = Energy(2) + Energy(-2) - centre;
        var volume = structure.Cell!.Volume * step * step;
        return ((16 * near - far) / (12 * volume), Math.Abs(far / 4 - near) / (3 * volume));
    }

    double Slope(int component)
    {
        var strain = new double[6];
        strain[component] = 1;
        double sum = 0;
        foreach (var (factor, weight) in First())
        {
            Evaluate(At(strain, factor, null));
            sum += weight * _prediction.Energy;
        }
        return sum / structure.Cell!.Volume;
    }

    /// <summary>(4 D(h) − D(2h))/3 with D the central difference.</summary>
    IEnumerable<(int Factor, double Weight)> First() => [(1, 2 / (3 * step)), (-1, -2 / (3 * step)), (2, -1 / (12 * step)), (-2, 1 / (12 * step))];

    Structure At(double[] strain, int factor, Vec3[]? moves)
    {
        var strained = structure.Strained(factor * step * Voigt.Strain(strain));
        for (var i = 0; moves is not null && i < moves.Length; i++)
            strained.Positions[i] += factor * step * moves[i];
        return strained;
    }

    void Evaluate(Structure at)
    {
        cancellation.ThrowIfCancellationRequested();
        evaluator.Evaluate(at, Request.Forces | Request.Virial, _prediction);
        Evaluations++;
        if (!double.IsFinite(_prediction.Energy) || !_prediction.Virial.IsFinite)
            throw new PotentialException($"Of {at}, strained by {100 * step:0.##} %, the energy or the stress is not a finite number; take a smaller --strain, or see whether atoms are too close.");
    }
}
