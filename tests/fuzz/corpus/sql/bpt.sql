-- LANGUAGE = PostgreSQL
-- QUEUE = 30s
SELECT log(oiii5007_flux/hbeta_flux) as "log(oiii_hb)", distance
  FROM cars_dr1.ifu_datatable_unbinned WHERE target_id = 12 AND (gas_vel_err < 20);
