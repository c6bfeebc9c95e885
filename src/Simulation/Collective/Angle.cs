using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Simulation;

/// <summary><c>angle(1,2,3)</c>: at the atom in the middle, degrees, from 0 to 180. Straight, its gradient has no direction, and none is given.</summary>
sealed class Angle(string name, int i, int middle, int k) : ICollectiveVariable
{
    const double Degrees = 180 / Math.PI, Straight = 1e-9;

    internal static CollectiveKind Kind { get; } = new("angle", "angle(1,2,3)", a => new Angle(a.Text, a.Atom(0), a.Atom(1), a.Atom(2)));

    public string Name => name;

    public string Unit => "°";

    public double? Period => null;

    public int LastAtom => Math.Max(i, Math.Max(middle, k));

    public double Evaluate(Structure structure, double factor, CollectiveGradient into)
    {
        Vec3 u = MinimumImage.Edge(structure, middle, i), v = MinimumImage.Edge(structure, middle, k);
        double lu = u.Length, lv = v.Length;
        Vec3 eu = u / lu, ev = v / lv;
        var cosine = Vec3.Dot(eu, ev);
        var sine = Vec3.Cross(eu, ev).Length;
        if (sine > Straight)
        {
            var scale = -factor * Degrees / sine;
            into.Edge(middle, i, u, scale / lu * (ev - cosine * eu));
            into.Edge(middle, k, v, scale / lv * (eu - cosine * ev));
        }
        return Degrees * Math.Atan2(sine, cosine);
    }
}
