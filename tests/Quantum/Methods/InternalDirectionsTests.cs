using Athanor.Numerics;

namespace Athanor.Quantum.Tests;

/// <summary>Displacements that change a molecule's shape.</summary>
public sealed class InternalDirectionsTests
{
    public static TheoryData<Vec3[], int> Molecules => new()
    {
        { [new(1, 2, 3)], 0 },
        { [new(1, 2, 3), new(-1, 0.3, 2)], 1 },
        { [new(1, 1, 1), new(2, 2, 2), new(3.5, 3.5, 3.5)], 4 }, // linear, along no axis
        { [new(0, 0, 0), new(0, 0, 2), new(1e-9, 0, 4.1)], 4 }, // linear but for rounding
        { [new(0, 0, 0), new(0, 0, 2), new(1e-3, 0, 4.1)], 3 }, // not quite
        { [new(0, 0, 0), new(0, 1.4, 1), new(0, -1.4, 1)], 3 },
        { [new(5, 0, 0), new(6, 1.4, 1), new(5, -1.4, 1), new(7, 0.2, 0.1)], 6 },
    };

    [Theory]
    [MemberData(nameof(Molecules))]
    public void They_are_orthonormal_and_neither_shift_nor_turn(Vec3[] positions, int expected)
    {
        var directions = InternalDirections.Of(positions);
        Assert.Equal(expected, directions.Length);
        for (var k = 0; k < directions.Length; k++)
        {
            for (var l = 0; l <= k; l++)
                Assert.Equal(k == l ? 1 : 0, directions[k].Zip(directions[l], (a, b) => a * b).Sum(), 1e-13);
            Vec3 shift = default, turn = default;
            for (var i = 0; i < positions.Length; i++)
            {
                var d = new Vec3(directions[k][3 * i], directions[k][3 * i + 1], directions[k][3 * i + 2]);
                shift += d;
                turn += Vec3.Cross(positions[i], d);
            }
            Assert.True(shift.Length < 1e-12 && turn.Length < 1e-8, $"{shift} {turn}");
        }
    }
}
