using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials.Behler;

namespace Athanor.Potentials.Tests.Behler;

/// <summary>The readable reference: symmetry functions straight from their formulas, by double loops over all images within the cutoff.</summary>
static class SlowFunctions
{
    internal static double[] Of(Structure structure, SymmetryFunctionSet set, int atom)
    {
        var neighbours = Neighbours(structure, atom, set.Range);
        var functions = set[set.SpeciesOf(structure.Elements[atom])];
        return [.. functions.Select(f => f switch
        {
            RadialFunction r => Radial(r, neighbours, set.CutoffFunction),
            AngularFunction a => Angular(a, neighbours, set.CutoffFunction),
            CompactRadialFunction c => neighbours.Sum(n => Weight(c.Neighbour, n.Element) * Window(c.Window, n.R.Length)),
            CompactAngularFunction c => Compact(c, neighbours),
            _ => throw new NotSupportedException(),
        })];
    }

    static List<(Element Element, Vec3 R)> Neighbours(Structure structure, int atom, double range)
    {
        var list = new List<(Element, Vec3)>();
        int[] images = [0, 0, 0];
        for (var d = 0; d < 3; d++)
            images[d] = structure.Periodic[d] ? (int)Math.Ceiling(range / structure.Cell!.Heights[d]) + 1 : 0;
        for (var a = -images[0]; a <= images[0]; a++)
        {
            for (var b = -images[1]; b <= images[1]; b++)
            {
                for (var c = -images[2]; c <= images[2]; c++)
                {
                    var shift = structure.Cell is { } cell ? cell.ToCartesian(new Vec3(a, b, c)) : Vec3.Zero;
                    for (var j = 0; j < structure.Count; j++)
                    {
                        var r = structure.Positions[j] + shift - structure.Positions[atom];
                        if (r.Length < range && (j != atom || a != 0 || b != 0 || c != 0))
                            list.Add((structure.Elements[j], r));
                    }
                }
            }
        }
        return list;
    }

    static double Cutoff(CutoffFunction f, double r, double cutoff)
    {
        var x = Math.Max(0, (r - f.Inner * cutoff) / (cutoff - f.Inner * cutoff));
        return r >= cutoff ? 0 : f.Shape switch
        {
            CutoffShape.Hard => 1,
            CutoffShape.Cosine => 0.5 * (Math.Cos(Math.PI * x) + 1),
            CutoffShape.TanhCubed => Math.Pow(Math.Tanh(1 - r / cutoff), 3),
            CutoffShape.TanhCubedScaled => Math.Pow(Math.Tanh(1 - r / cutoff) / Math.Tanh(1), 3),
            CutoffShape.Exponential => Math.Exp(1 - 1 / (1 - x * x)),
            CutoffShape.Polynomial1 => (2 * x - 3) * x * x + 1,
            CutoffShape.Polynomial2 => ((-6 * x + 15) * x - 10) * x * x * x + 1,
            CutoffShape.Polynomial3 => (((20 * x - 70) * x + 84) * x - 35) * Math.Pow(x, 4) + 1,
            CutoffShape.Polynomial4 => ((((-70 * x + 315) * x - 540) * x + 420) * x - 126) * Math.Pow(x, 5) + 1,
            _ => throw new NotSupportedException(),
        };
    }

    static double Radial(RadialFunction f, List<(Element Element, Vec3 R)> neighbours, CutoffFunction cutoff)
    {
        double sum = 0;
        foreach (var (element, r) in neighbours)
        {
            var weight = f.Neighbour is null ? element.AtomicNumber : element == f.Neighbour ? 1 : 0;
            sum += weight * Math.Exp(-f.Eta * Square(r.Length - f.Shift)) * Cutoff(cutoff, r.Length, f.Cutoff);
        }
        return sum;
    }

    static double Angular(AngularFunction f, List<(Element Element, Vec3 R)> neighbours, CutoffFunction cutoff)
    {
        double sum = 0;
        for (var j = 0; j < neighbours.Count; j++)
        {
            for (var k = j + 1; k < neighbours.Count; k++)
            {
                var pair = new ElementPair(neighbours[j].Element, neighbours[k].Element);
                var weight = f.Neighbours is null ? pair.First.AtomicNumber * pair.Second.AtomicNumber : pair == f.Neighbours ? 1 : 0;
                double rj = neighbours[j].R.Length, rk = neighbours[k].R.Length, rjk = (neighbours[k].R - neighbours[j].R).Length;
                var turn = 1 + f.Lambda * Vec3.Dot(neighbours[j].R, neighbours[k].R) / (rj * rk);
                if (weight == 0 || turn <= 0)
                    continue;
                var term = Math.Pow(turn, f.Zeta) * Math.Exp(-f.Eta * (Square(rj - f.Shift) + Square(rk - f.Shift)));
                term *= Cutoff(cutoff, rj, f.Cutoff) * Cutoff(cutoff, rk, f.Cutoff);
                if (f.Narrow)
                    term *= Math.Exp(-f.Eta * Square(rjk - f.Shift)) * Cutoff(cutoff, rjk, f.Cutoff);
                sum += weight * term;
            }
        }
        return Math.Pow(2, 1 - f.Zeta) * sum;
    }

    static double Compact(CompactAngularFunction f, List<(Element Element, Vec3 R)> neighbours)
    {
        double sum = 0;
        for (var j = 0; j < neighbours.Count; j++)
        {
            for (var k = j + 1; k < neighbours.Count; k++)
            {
                Vec3 rj = neighbours[j].R, rk = neighbours[k].R;
                var pair = new ElementPair(neighbours[j].Element, neighbours[k].Element);
                double weight = f.Neighbours is null ? pair.First.AtomicNumber * pair.Second.AtomicNumber : pair == f.Neighbours ? 1 : 0;
                var angle = 180 / Math.PI * Math.Acos(Math.Clamp(Vec3.Dot(rj, rk) / (rj.Length * rk.Length), -1, 1));
                weight *= Core(f.Window.Core, Math.Abs(angle - 0.5 * (f.From + f.To)) / (0.5 * (f.To - f.From)));
                sum += weight * Window(f.Window, rj.Length) * Window(f.Window, rk.Length) * (f.Narrow ? Window(f.Window, (rk - rj).Length) : 1);
            }
        }
        return sum;
    }

    static double Weight(Element? wanted, Element found) => wanted is null ? found.AtomicNumber : wanted == found ? 1 : 0;

    static double Window(CompactWindow w, double r)
    {
        var x = Math.Abs(r - 0.5 * (w.Inner + w.Cutoff)) / (0.5 * (w.Cutoff - w.Inner));
        return x >= 1 ? 0 : Core(w.Core, w.Skewed ? x * (2 - x) : x);
    }

    static double Core(CutoffShape shape, double x) => x >= 1 ? 0 : Cutoff(new CutoffFunction(shape), x, 1);

    static double Square(double x) => x * x;
}
