namespace Athanor.Numerics;

/// <summary>Rows of a tile as a type, so that one kernel compiles to as many as there are heights.</summary>
interface ITileHeight
{
    static abstract int Rows { get; }
}

readonly struct OneRow : ITileHeight
{
    public static int Rows => 1;
}

readonly struct TwoRows : ITileHeight
{
    public static int Rows => 2;
}

readonly struct ThreeRows : ITileHeight
{
    public static int Rows => 3;
}

readonly struct FourRows : ITileHeight
{
    public static int Rows => 4;
}

readonly struct FiveRows : ITileHeight
{
    public static int Rows => 5;
}

readonly struct SixRows : ITileHeight
{
    public static int Rows => 6;
}

readonly struct SevenRows : ITileHeight
{
    public static int Rows => 7;
}

readonly struct EightRows : ITileHeight
{
    public static int Rows => 8;
}
