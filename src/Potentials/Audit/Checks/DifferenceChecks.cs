using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Potentials;

/// <summary>F = −∇E, by central differences of fourth order. Of several step lengths the one that agrees best counts, since a long one may step over a cutoff.</summary>
sealed class ForcesCheck : IAuditCheck
{
    const int MostComponents = 24;

    public string Name => "forces against differences";

    public string Question => "Forces are minus the gradient of the energy";

    public CheckResult Run(AuditSubject subject)
    {
        var structure = subject.Structure.Clone();
        var random = subject.NewRandom(5);
        var all = Enumerable.Range(0, 3 * structure.Count).ToArray();
        random.Shuffle(all);
        var tolerance = Differences.RelativeTolerance(subject) * Math.Max(1, subject.LargestForce);
        double worst = 0;
        var remark = "";
        foreach (var component in all.Take(MostComponents))
        {
            var (atom, axis) = (component / 3, component % 3);
            var rest = structure.Positions[atom];
            var unit = new Vec3(axis == 0 ? 1 : 0, axis == 1 ? 1 : 0, axis == 2 ? 1 : 0);
            var force = subject.Reference.Forces[atom][axis];
            var off = Differences.Deviation(-force, x =>
            {
                structure.Positions[atom] = rest + x * unit;
                return subject.Energy(structure);
            }, tolerance);
            structure.Positions[atom] = rest;
            if (off <= worst)
                continue;
            worst = off;
            remark = $"worst at atom {atom + 1} ({structure.Elements[atom]}), {"xyz"[axis]}, where the force is {force:0.####} eV/Å";
        }
        return new CheckResult([new("forces", worst, tolerance, "eV/Å")], worst > tolerance ? remark : "");
    }
}

/// <summary>σ = (1/V) ∂E/∂ε, by central differences over the six strains.</summary>
sealed class StressCheck : IAuditCheck
{
    public string Name => "stress against differences";

    public string Question => "Stress is the derivative of the energy by the strain, over the volume";

    public CheckResult Run(AuditSubject subject)
    {
        var structure = subject.Structure;
        if (subject.Reference.StressIn(structure) is not { } stress)
            return CheckResult.NotApplicable("the structure does not repeat in all three directions");
        var volume = structure.Cell!.Volume;
        var tolerance = Differences.RelativeTolerance(subject) * Math.Max(AuditSubject.Largest(stress), structure.Count / volume);
        double worst = 0;
        var remark = "";
        for (var a = 0; a < 3; a++)
        {
            for (var b = a; b < 3; b++)
            {
                var strain = Component(a, b);
                // A symmetric strain off the diagonal moves two components at once.
                var expected = volume * 0.5 * (stress[a, b] + stress[b, a]);
                var off = Differences.Deviation(expected, x => subject.Energy(structure.Strained(x * strain)), tolerance * volume, scale: 0.1) / volume;
                if (off <= worst)
                    continue;
                worst = off;
                remark = $"worst in component {"xyz"[a]}{"xyz"[b]}, which is {Units.GigaPascal * stress[a, b]:0.####} GPa";
            }
        }
        return new CheckResult([new("stress", Units.GigaPascal * worst, Units.GigaPascal * tolerance, "GPa")], worst > tolerance ? remark : "");
    }

    static Mat3 Component(int a, int b)
    {
        Span<double> m = stackalloc double[9];
        m[3 * a + b] += 0.5;
        m[3 * b + a] += 0.5;
        return Mat3.FromSpan(m);
    }
}

/// <summary>Derivatives by differences.</summary>
static class Differences
{
    static readonly double[] Steps = [3e-3, 1e-3, 2e-4];

    /// <summary>
    /// Rounding shows with these, but they step over fewer kinks: a network of rectifiers or of CELU, as ANI's, has a second derivative that jumps wherever
    /// one of its thousands of neurons changes sides, and an error of the step's length times the jump.
    /// </summary>
    static readonly double[] FineSteps = [4e-5, 1e-5];

    /// <summary>Relative to the largest: double differences are good to 10⁻⁸ or so, single forces to 10⁻⁵.</summary>
    public static double RelativeTolerance(AuditSubject subject) => subject.Options.Precision == Precision.Single ? 1e-4 : 1e-6;

    /// <summary>|expected − f′(0)| with the step that agrees best; the finest ones are tried where the others do not agree well enough.</summary>
    public static double Deviation(double expected, Func<double, double> f, double tolerance, double scale = 1)
    {
        var best = double.PositiveInfinity;
        foreach (var step in Steps.Concat(FineSteps))
        {
            if (step < Steps[^1] && best <= tolerance)
                break;
            var h = scale * step;
            var slope = (8 * (f(h) - f(-h)) - (f(2 * h) - f(-2 * h))) / (12 * h);
            best = Math.Min(best, AuditSubject.Size(expected - slope));
        }
        return best;
    }
}
