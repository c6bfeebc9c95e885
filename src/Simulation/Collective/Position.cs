using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Simulation;

/// <summary><c>position(1,x)</c>: a Cartesian coordinate of an atom, Å, as it is in space and not wrapped. Changes when everything is moved: for models in one dimension, and atoms before a wall.</summary>
sealed class Position(string name, int atom, Vec3 axis) : ICollectiveVariable
{
    internal static CollectiveKind Kind { get; } = new("position", "position(1,x)", a => new Position(a.Text, a.Atom(0), a.Word(1, "x", "y", "z") switch
    {
        "x" => new Vec3(1, 0, 0),
        "y" => new Vec3(0, 1, 0),
        _ => new Vec3(0, 0, 1),
    }));

    public string Name => name;

    public string Unit => "Å";

    public double? Period => null;

    public int LastAtom => atom;

    public double Evaluate(Structure structure, double factor, CollectiveGradient into)
    {
        var r = structure.Positions[atom];
        into.Atom(atom, r, factor * axis);
        return Vec3.Dot(axis, r);
    }
}
