import classes from "./Brand.module.css";

export function Brand() {
  return (
    <span className={classes.brand}>
      <Seal />
      <span className={classes.name}>Chancery</span>
    </span>
  );
}

export function Seal({ size = 26 }: { size?: number }) {
  return <img src={`${import.meta.env.BASE_URL}seal.svg`} width={size} height={size} alt="" />;
}
