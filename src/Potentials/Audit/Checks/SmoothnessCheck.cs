using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Potentials;

/// <summary>
/// Energy and force do not jump while an atom leaves the others' range: along its way the largest jumps are looked for and closed in on, down to
/// 10⁻⁷ Å. Finds jumps at the cutoff and at every inner one (of angular terms, say).
/// </summary>
sealed class SmoothnessCheck : IAuditCheck
{
    const int Points = 320, Suspects = 8;
    const double Finest = 1e-7;

    public string Name => "cutoff smoothness";

    public string Question => "Energy and forces do not jump while an atom crosses the cutoff";

    public CheckResult Run(AuditSubject subject)
    {
        if (subject.Potential.Cutoff is not { } cutoff)
            return CheckResult.NotApplicable("the potential has no cutoff");
        var result = new CheckResult([]);
        var structure = subject.Structure;
        foreach (var element in structure.Elements.ToArray().Distinct().Order())
        {
            var one = Cross(subject, element, cutoff);
            result = result.Measurements.Count == 0 ? one : AuditSubject.Worse(result, one);
        }
        return result;
    }

    static CheckResult Cross(AuditSubject subject, Element element, double cutoff)
    {
        var random = subject.NewRandom(7 + element.AtomicNumber);
        var (core, spacing) = Core(subject.Structure, element, random);
        var direction = Rotation.Random(random).Row(0);
        var probe = core.Count - 1;
        var prediction = new Prediction();
        var radius = core.Positions.Take(probe).Max(r => r.Length);
        double first = radius + 0.85 * spacing, last = radius + cutoff + 0.2;

        (double Energy, Vec3 Force) At(double x)
        {
            core.Positions[probe] = x * direction;
            subject.EvaluateExactly(core, prediction);
            return (prediction.Energy, prediction.Forces[probe]);
        }

        var places = Enumerable.Range(0, Points).Select(k => first + (last - first) * k / (Points - 1)).ToArray();
        var seen = places.Select(At).ToArray();
        double EnergyJump((double Energy, Vec3 Force) a, (double Energy, Vec3 Force) b, double width) =>
            AuditSubject.Size(b.Energy - a.Energy + 0.5 * width * Vec3.Dot(a.Force + b.Force, direction));
        double ForceJump((double Energy, Vec3 Force) a, (double Energy, Vec3 Force) b, double width) => AuditSubject.Size((b.Force - a.Force).Length);

        var (energy, energyAt) = Largest(places, seen, EnergyJump, At);
        var (force, forceAt) = Largest(places, seen, ForceJump, At);
        var energyTolerance = 1e-9 + 1e-11 * core.Count * Math.Max(1, Math.Abs(subject.Reference.Energy) / subject.Structure.Count);
        const double forceTolerance = 1e-5;
        var remarks = new List<string>();
        if (!(energy <= energyTolerance))
            remarks.Add($"the energy jumps where an atom is {Distances(core, energyAt * direction, cutoff)}");
        if (!(force <= forceTolerance))
            remarks.Add($"the force jumps where an atom is {Distances(core, forceAt * direction, cutoff)}");
        return new CheckResult([new("energy", energy, energyTolerance, "eV"), new("force", force, forceTolerance, "eV/Å")], string.Join("; ", remarks));
    }

    /// <summary>"8.5 Å from another, which is the cutoff", or its distance from each of the others.</summary>
    static string Distances(Structure core, Vec3 probe, double cutoff)
    {
        var distances = core.Positions.Take(core.Count - 1).Select(r => (r - probe).Length).Order().ToArray();
        return distances.Any(d => Math.Abs(d - cutoff) < 1e-4)
            ? $"{cutoff:0.####} Å from another, which is the cutoff"
            : $"{string.Join(", ", distances.Select(d => d.ToString("0.###")))} Å from the others";
    }

    delegate double Jump((double Energy, Vec3 Force) a, (double Energy, Vec3 Force) b, double width);

    static (double Size, double At) Largest(double[] places, (double Energy, Vec3 Force)[] seen, Jump jump, Func<double, (double Energy, Vec3 Force)> at)
    {
        var sizes = Enumerable.Range(0, places.Length - 1).Select(k => jump(seen[k], seen[k + 1], places[k + 1] - places[k])).ToArray();
        // Where a jump hides, the interval stands out from its neighbours; where the force is merely steep, they all are.
        double StandsOut(int k) => sizes[k] - Math.Min(sizes[Math.Max(0, k - 1)], sizes[Math.Min(sizes.Length - 1, k + 1)]);
        var suspects = Enumerable.Range(0, sizes.Length).OrderByDescending(StandsOut).Take(Suspects);
        var (largest, where) = (0.0, double.NaN);
        foreach (var k in suspects)
        {
            var (left, right, a, b) = (places[k], places[k + 1], seen[k], seen[k + 1]);
            while (right - left > Finest)
            {
                var middle = 0.5 * (left + right);
                var m = at(middle);
                if (jump(a, m, middle - left) > jump(m, b, right - middle))
                    (right, b) = (middle, m);
                else
                    (left, a) = (middle, m);
            }
            // What is merely steep shrinks with the interval; what is left at no width at all is a jump.
            var width = right - left;
            var size = Math.Max(0, 2 * jump(a, b, width) - jump(at(left - 0.5 * width), at(right + 0.5 * width), 2 * width));
            if (size <= largest)
                continue;
            (largest, where) = (size, left);
        }
        return (largest, where);
    }

    /// <summary>An atom at the origin with its three nearest neighbours, and the probe as the last atom; and the distance between neighbours.</summary>
    static (Structure Core, double Spacing) Core(Structure structure, Element probe, Random random)
    {
        var centre = random.Next(structure.Count);
        var cell = structure.Cell;
        var others = new List<(double Distance, Element Element, Vec3 At)>();
        for (var i = 0; i < structure.Count; i++)
        {
            for (var image = 0; image < 27; image++)
            {
                int a = image % 3 - 1, b = image / 3 % 3 - 1, c = image / 9 - 1;
                if ((a != 0 && !structure.Periodic.A) || (b != 0 && !structure.Periodic.B) || (c != 0 && !structure.Periodic.C) || (i == centre && image == 13))
                    continue;
                var r = structure.Positions[i] - structure.Positions[centre] + (cell is null ? Vec3.Zero : cell.ToCartesian(new Vec3(a, b, c)));
                others.Add((r.Length, structure.Elements[i], r));
            }
        }
        var near = others.OrderBy(o => o.Distance).Take(3).ToArray();
        Element[] elements = [structure.Elements[centre], .. near.Select(n => n.Element), probe];
        Vec3[] positions = [Vec3.Zero, .. near.Select(n => n.At), Vec3.Zero];
        return (new Structure(elements, positions), near.Length > 0 ? near[0].Distance : 2 * probe.CovalentRadius);
    }
}
