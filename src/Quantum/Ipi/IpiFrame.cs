using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Quantum;

/// <summary>The frame of reference in which a client sees a structure: the structure's own, or one turned so that a lies along x and b in the plane of x and y.</summary>
readonly struct IpiFrame
{
    readonly Mat3 _rotation;
    readonly bool _turned;

    /// <param name="box">Edge of the box for what has no cell, Å; doubled until the atoms have room.</param>
    /// <exception cref="AtomsException">A position is not a number.</exception>
    public IpiFrame(Structure structure, bool triangular, double box)
    {
        var farthest = 0.0;
        for (var i = 0; i < structure.Count; i++)
        {
            var r = structure.Positions[i];
            if (!r.IsFinite)
                throw new AtomsException($"The position of atom {i + 1} of {structure} is not a finite number.");
            farthest = Math.Max(farthest, Math.Max(Math.Abs(r.X), Math.Max(Math.Abs(r.Y), Math.Abs(r.Z))));
        }
        _rotation = Mat3.Identity;
        if (structure.Cell is not { } cell)
        {
            // Clients want a cell of some volume, in which a molecule sees none of its images.
            while (box < 4 * farthest)
                box *= 2;
            Cell = Cell.Cubic(box);
            return;
        }
        Cell = cell;
        var v = cell.Vectors;
        _turned = triangular && v is not { XX: > 0, XY: 0, XZ: 0, YY: > 0, YZ: 0, ZZ: > 0 };
        if (!_turned)
            return;
        Vec3 a = v.Row(0), b = v.Row(1), c = v.Row(2);
        var x = a / a.Length;
        var y = b - Vec3.Dot(b, x) * x;
        y /= y.Length;
        // A left-handed cell is mirrored, too: what is asked of a client does not change with that but for a sign it gets back.
        var z = Vec3.Cross(x, y);
        z = Vec3.Dot(c, z) < 0 ? -z : z;
        _rotation = Mat3.FromRows(x, y, z);
        Cell = new Cell(new Vec3(a.Length, 0, 0), new Vec3(Vec3.Dot(b, x), Vec3.Dot(b, y), 0), _rotation * c);
    }

    public Cell Cell { get; }

    /// <summary>Positions as the client sees them.</summary>
    public void ToClient(ReadOnlySpan<Vec3> positions, Span<Vec3> into)
    {
        positions.CopyTo(into);
        if (!_turned)
            return;
        foreach (ref var r in into)
            r = _rotation * r;
    }

    /// <summary>Forces as they are here, in place.</summary>
    public void FromClient(Span<Vec3> forces)
    {
        if (!_turned)
            return;
        foreach (ref var f in forces)
            f = f * _rotation;
    }

    /// <inheritdoc cref="FromClient(Span{Vec3})"/>
    public Mat3 FromClient(Mat3 virial) => _turned ? _rotation.Transposed * virial * _rotation : virial;
}
